using System.Text;
using HotPath.Soak.Content;

namespace HotPath.Soak.Tests.Content;

public class SimulatedTextTests
{
    [Fact]
    public void WriteWord_EveryNumber_IsAWordOfItsOwn()
    {
        HashSet<string> words = [];
        byte[] room = new byte[SimulatedText.MaxTokenBytes];

        for (int word = 0; word < SimulatedText.Vocabulary; word++)
        {
            string text = Encoding.UTF8.GetString(room, 0, SimulatedText.WriteWord(word, room));
            Assert.True(words.Add(text), $"{text} is the word of {word} and of one before.");
            Assert.DoesNotContain(text, char.IsWhiteSpace);
        }

        Assert.Equal(SimulatedText.Vocabulary, words.Count);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("/")]
    [InlineData("\u0001")]
    [InlineData("\u00e9")]
    [InlineData("\u20ac")]
    [InlineData("\ud83d\ude00")]
    [InlineData("[DONE]")]
    public void WriteToken_LongText_HasWhatTripsParsers(string mark)
    {
        Assert.Contains(mark, TextOf(seed: 1, tokens: 4_000), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteToken_SameSeed_IsTheSameText()
    {
        Assert.Equal(TextOf(7, 200), TextOf(7, 200));
        Assert.NotEqual(TextOf(7, 200), TextOf(8, 200));
    }

    [Fact]
    public void WriteToken_AnySeed_IsTheTextThatWasPublished()
    {
        // Recorded runs are verified by their seeds: another spelling would make them corrupt.
        Assert.Equal(GoldenText, TextOf(42, 6));
    }

    [Fact]
    public void WriteToken_AnyIndex_HasOneSpaceInFrontUnlessItIsTheFirst()
    {
        string[] words = TextOf(long.MinValue, 300).Split(' ');

        Assert.Equal(300, words.Length);
        Assert.DoesNotContain("", words);
    }

    [Fact]
    public void WriteAlteredToken_AnyWord_IsNoWordOfAnyText()
    {
        byte[] room = new byte[SimulatedText.MaxTokenBytes];
        HashSet<string> words = [.. Enumerable.Range(0, SimulatedText.Vocabulary).Select(word => Encoding.UTF8.GetString(room, 0, SimulatedText.WriteWord(word, room)))];

        for (int index = 0; index < 5_000; index++)
        {
            string altered = Encoding.UTF8.GetString(room, 0, SimulatedText.WriteAlteredToken(11, index, room));

            Assert.Equal(index > 0, altered.StartsWith(' '));
            Assert.DoesNotContain(altered.TrimStart(' '), words);
        }
    }

    [Theory]
    [InlineData("hotpath-1-57", 57L)]
    [InlineData("hotpath-2-0", 0L)]
    [InlineData("hotpath-1", null)]
    [InlineData("hotpath-1-", null)]
    [InlineData("hotpath-1-5x", null)]
    [InlineData("hotpath-", null)]
    [InlineData("msg_hotpath-00000000000000000000000c-57", 57L)]
    [InlineData("resp_hotpath-00000000000000000000000c-57", 57L)]
    [InlineData("resp_hotpath-00000000000000000000000c", null)]
    [InlineData("chatcmpl-00000000000000000000000c-57", null)]
    [InlineData("hotpath-1-99999999999999999999", null)]
    [InlineData("fp_1-57", null)]
    [InlineData("", null)]
    public void TokensIn_Fingerprint_IsWhatItSays(string fingerprint, long? tokens) =>
        Assert.Equal(tokens, SimulatedText.TokensIn(Encoding.UTF8.GetBytes(fingerprint)));

    private const string GoldenText = "roatea feivou heaji jeidio beorio toihu";

    internal static string TokenOf(long seed, int index)
    {
        byte[] room = new byte[SimulatedText.MaxTokenBytes];
        return Encoding.UTF8.GetString(room, 0, SimulatedText.WriteToken(seed, index, room));
    }

    internal static string TextOf(long seed, int tokens) =>
        string.Concat(Enumerable.Range(0, tokens).Select(index => TokenOf(seed, index)));
}
