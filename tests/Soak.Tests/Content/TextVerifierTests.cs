using System.Text;
using HotPath.Soak.Content;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Content;

public class TextVerifierTests
{
    private const int Tokens = 400;

    private readonly TextVerifier _verifier = new();

    [Fact]
    public void Accept_WholeTextAtEverySplit_IsWhole()
    {
        byte[] text = Encoding.UTF8.GetBytes(SimulatedTextTests.TextOf(seed: 5, tokens: 60));

        for (int split = 0; split <= text.Length; split++)
        {
            _verifier.Begin(5);
            _verifier.Accept(text.AsSpan(0, split));
            _verifier.Accept(text.AsSpan(split));
            _verifier.End(60);

            AssertCounts($"split {split}", words: 60);
            Assert.True(_verifier.IsWhole);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Accept_WholeTextInPieces_IsWhole(int pieceBytes)
    {
        for (long seed = -20; seed < 20; seed++)
        {
            _verifier.Begin(seed);
            foreach (byte[] piece in Encoding.UTF8.GetBytes(SimulatedTextTests.TextOf(seed, Tokens)).Chunk(pieceBytes))
            {
                _verifier.Accept(piece);
            }

            _verifier.End(Tokens);
            Assert.True(_verifier.IsWhole, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Accept_WordsLeftOut_AreLost(int count)
    {
        ForEachSeed((tokens, random) =>
        {
            foreach (int index in Places(random, count, apart: 1).OrderDescending()) tokens.RemoveAt(index);
        }, seed => AssertCounts($"seed {seed}", words: Tokens - count, lost: count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Accept_WordsTwice_AreRepeated(int count)
    {
        ForEachSeed((tokens, random) =>
        {
            foreach (int index in Places(random, count, apart: 1).OrderDescending()) tokens.Insert(index, tokens[index]);
        }, seed => AssertCounts($"seed {seed}", words: Tokens + count, repeated: count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Accept_NeighboursSwapped_AreReordered(int count)
    {
        ForEachSeed((tokens, random) =>
        {
            foreach (int index in Places(random, count, apart: 2)) (tokens[index], tokens[index + 1]) = (tokens[index + 1], tokens[index]);
        }, seed => AssertCounts($"seed {seed}", words: Tokens, reordered: count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Accept_WordsChanged_AreAltered(int count)
    {
        ForEachSeed((tokens, random) =>
        {
            foreach (int index in Places(random, count, apart: 1)) tokens[index] += "x";
        }, seed => AssertCounts($"seed {seed}", words: Tokens, altered: count));
    }

    [Fact]
    public void Accept_StrangeWordsBetween_AreAltered()
    {
        ForEachSeed((tokens, random) =>
        {
            foreach (int index in Places(random, 5, apart: 2).OrderDescending()) tokens.Insert(index + 1, " stranger");
        }, seed => AssertCounts($"seed {seed}", words: Tokens + 5, altered: 5));
    }

    [Fact]
    public void Accept_AllFaultsAtOnce_AreToldApart()
    {
        ForEachSeed((tokens, _) =>
        {
            tokens[10] += "x";
            (tokens[50], tokens[51]) = (tokens[51], tokens[50]);
            tokens.Insert(101, tokens[100]);
            tokens.RemoveRange(200, 3);
        }, seed => AssertCounts($"seed {seed}", words: Tokens - 2, lost: 3, repeated: 1, reordered: 1, altered: 1));
    }

    [Theory]
    [InlineData("lost", 1, 0, 0, 0)]
    [InlineData("repeated", 0, 1, 0, 0)]
    [InlineData("reordered", 0, 0, 1, 0)]
    [InlineData("altered", 0, 0, 0, 1)]
    [InlineData("spaceInFront", 0, 0, 0, 1)]
    public void Accept_FaultAtTheFirstToken_IsToldAsElsewhere(string fault, int lost, int repeated, int reordered, int altered)
    {
        List<string> tokens = [.. Enumerable.Range(0, 20).Select(index => SimulatedTextTests.TokenOf(3, index))];
        switch (fault)
        {
            case "lost": tokens.RemoveAt(0); break;
            case "repeated": tokens.Insert(0, tokens[0]); break;
            case "reordered": (tokens[0], tokens[1]) = (tokens[1], tokens[0]); break;
            case "altered": tokens[0] = "stranger"; break;
            default: tokens[0] = " " + tokens[0]; break;
        }

        Verify(3, tokens, claimed: 20);

        Assert.Equal((lost, repeated, reordered, altered), (_verifier.Lost, _verifier.Repeated, _verifier.Reordered, _verifier.Altered));
        Assert.False(_verifier.IsWhole);
    }

    [Theory]
    [InlineData(25L, null, 5, 0, false)]
    [InlineData(20L, null, 0, 0, false)]
    [InlineData(18L, null, 0, 0, true)] // the words beyond are the gateway's own: it is the usage that is wrong
    [InlineData(null, null, 0, 0, false)]
    [InlineData(20L, 20L, 0, 0, false)]
    [InlineData(21L, 21L, 1, 0, false)]
    [InlineData(21L, 20L, 0, 0, true)]
    [InlineData(19L, 20L, 0, 0, true)]
    [InlineData(20L, 21L, 1, 0, true)] // both
    [InlineData(19L, 19L, 0, 1, false)]
    [InlineData(null, 21L, 1, 0, false)]
    [InlineData(null, 20L, 0, 0, false)]
    [InlineData(-1L, 20L, 0, 0, true)]
    [InlineData(long.MaxValue, 20L, 0, 0, true)]
    public void End_TokensClaimedAndSent_AreHeldAgainstWhatCame(long? claimed, long? sent, int lost, int altered, bool usageIsWrong)
    {
        Verify(9, Enumerable.Range(0, 20).Select(index => SimulatedTextTests.TokenOf(9, index)), claimed, sent);

        Assert.Equal((lost, altered, usageIsWrong), (_verifier.Lost, _verifier.Altered, _verifier.IsUsageWrong));
        Assert.Equal(lost + altered == 0 && !usageIsWrong, _verifier.IsWhole);
    }

    [Fact]
    public void Begin_AfterAWrongUsage_ForgetsIt()
    {
        Verify(9, [], claimed: 1, sent: 0);

        Verify(9, [], claimed: 0, sent: 0);

        Assert.True(_verifier.IsWhole);
    }

    [Fact]
    public void Accept_AnotherSeedsText_IsNotWhole()
    {
        Verify(1, Enumerable.Range(0, 100).Select(index => SimulatedTextTests.TokenOf(2, index)), 100);

        Assert.InRange(_verifier.Altered, 90, 100);
        Assert.False(_verifier.IsWhole);
    }

    [Fact]
    public void Accept_WordWithoutEnd_IsOneAlteredWord()
    {
        _verifier.Begin(1);
        for (int piece = 0; piece < 100; piece++)
        {
            _verifier.Accept("no end, but no space either:"u8[..2]);
        }

        _verifier.End(1);

        AssertCounts("200 bytes", words: 1, altered: 1);
    }

    [Fact]
    public void Accept_CleanStream_AllocatesNothing()
    {
        byte[][] tokens = [.. Enumerable.Range(0, Tokens).Select(index => Encoding.UTF8.GetBytes(SimulatedTextTests.TokenOf(4, index)))];
        Run();

        long allocated = Allocations.Least(Run);

        Assert.Equal(0, allocated);
        Assert.True(_verifier.IsWhole);

        void Run()
        {
            _verifier.Begin(4);
            foreach (byte[] token in tokens) _verifier.Accept(token);
            _verifier.End(Tokens);
        }
    }

    private void ForEachSeed(Action<List<string>, Random> fault, Action<long> assert)
    {
        for (int seed = 100; seed < 110; seed++)
        {
            List<string> tokens = [.. Enumerable.Range(0, Tokens).Select(index => SimulatedTextTests.TokenOf(seed, index))];
            fault(tokens, new Random(seed));
            Verify(seed, tokens, Tokens);
            assert(seed);
        }
    }

    private void Verify(long seed, IEnumerable<string> tokens, long? claimed, long? sent = null)
    {
        _verifier.Begin(seed);
        foreach (string token in tokens) _verifier.Accept(Encoding.UTF8.GetBytes(token));
        _verifier.End(claimed, sent);
    }

    private static int[] Places(Random random, int count, int apart) =>
        [.. Enumerable.Range(0, (Tokens / apart) - 1).OrderBy(_ => random.Next()).Take(count).Select(place => 1 + (place * apart))];

    private void AssertCounts(string what, int words, int lost = 0, int repeated = 0, int reordered = 0, int altered = 0) =>
        Assert.True(
            (words, lost, repeated, reordered, altered) == (_verifier.Words, _verifier.Lost, _verifier.Repeated, _verifier.Reordered, _verifier.Altered),
            $"{what}: expected {(words, lost, repeated, reordered, altered)}, found {(_verifier.Words, _verifier.Lost, _verifier.Repeated, _verifier.Reordered, _verifier.Altered)}.");
}
