using System.Text;
using HotPath.Soak.Content;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Load;

public sealed class PromptTextsTests
{
    private static RequestGroup Group(params string[] prompts) => new() { Name = "chat", Prompts = prompts };

    [Fact]
    public void Of_Places_HoldTheSeedsOwnIdAndNumberAndNothingElseChanges()
    {
        PromptTexts texts = new(Group("Gr\u00fc\u00df {{id}}, {{n}} and {{id}} { {{ id }} {{}}"));

        string[] written = [.. Enumerable.Range(0, 500).Select(seed => Text(texts, seed))];

        Assert.All(written, text => Assert.Matches(@"^Gr\u00fc\u00df ([0-9a-f-]{36}), [0-9]{1,6} and \1 \{ \{\{ id \}\} \{\{\}\}$", text));
        Assert.Equal(500, written.Select(text => text.Split(' ')[1]).Distinct().Count());
        Assert.True(written.Select(text => text.Split(' ')[2]).Distinct().Count() > 490);
        Assert.Equal(written, Enumerable.Range(0, 500).Select(seed => Text(new PromptTexts(Group("Gr\u00fc\u00df {{id}}, {{n}} and {{id}} { {{ id }} {{}}")), seed)));
    }

    [Fact]
    public void Of_SeveralPrompts_DrawsEachAboutAsOften()
    {
        PromptTexts texts = new(Group("a", "b", "c {{n}}"));

        Dictionary<char, int> counts = Enumerable.Range(0, 3_000).Select(seed => Text(texts, RequestDraw.SeedAt(1, seed))[0]).CountBy(first => first).ToDictionary();

        Assert.All("abc", first => Assert.InRange(counts[first], 850, 1_150));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4_000)]
    public void Of_TokensWithoutPrompts_IsSoManyWords(int tokens)
    {
        PromptTexts texts = new(Group() with { PromptTokens = Distribution.Constant(tokens) });

        string first = Text(texts, 1);

        Assert.Equal(tokens, first.Split(' ').Length);
        Assert.Equal(first, Text(texts, 1));
        if (tokens > 1) Assert.NotEqual(first, Text(texts, 2));
    }

    [Fact]
    public void Of_TokensBehindAPrompt_AreDrawnWithinTheirRange()
    {
        PromptTexts texts = new(Group("Summarise {{n}}:") with { PromptTokens = Distribution.Uniform(100, 400) });

        int[] words = [.. Enumerable.Range(0, 1_000).Select(seed => Text(texts, seed).Split(' ').Length - 2)];

        Assert.All(words, count => Assert.InRange(count, 100, 400));
        Assert.InRange(words.Average(), 235, 265);
        Assert.StartsWith("Summarise ", Text(texts, 7), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WarmMemory_AllocatesNothing()
    {
        PromptTexts texts = new(Group("Ask {{id}} {{n}}") with { PromptTokens = Distribution.Uniform(10, 100) });
        long length = 0;
        void Round()
        {
            for (long seed = 0; seed < 200; seed++) length += texts.Of(seed).Length;
        }

        Round();

        Assert.Equal(0, Allocations.Least(Round));
        Assert.True(length > 0);
    }

    [Fact]
    public void Write_AnyUuid_IsOfVersion4AndItsSeedsAlone()
    {
        HashSet<string> seen = [];
        Span<byte> utf8 = stackalloc byte[SeededUuid.TextLength];
        for (long seed = 0; seed < 1_000; seed++)
        {
            SeededUuid.Write(utf8, seed, sequence: 1);
            string text = Encoding.ASCII.GetString(utf8);
            Guid uuid = Guid.ParseExact(text, "D");

            Assert.Equal(text, uuid.ToString());
            Assert.Equal((4, 8), (uuid.Version, uuid.Variant & 0xC));
            Assert.True(seen.Add(text));
        }

        SeededUuid.Write(utf8, 0, sequence: 2);
        Assert.DoesNotContain(Encoding.ASCII.GetString(utf8), seen);
    }

    private static string Text(PromptTexts texts, long seed) => Encoding.UTF8.GetString(texts.Of(seed));
}
