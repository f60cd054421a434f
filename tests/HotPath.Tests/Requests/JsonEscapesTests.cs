using System.Text;
using HotPath.Requests;

namespace HotPath.Tests.Requests;

public sealed class JsonEscapesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("""\"\\\/\b\t\n\f\r""", "\"\\/\b\t\n\f\r")]
    [InlineData("""\u0041\u00e9\u00E9\u6f22""", "A\u00E9\u00E9\u6F22")]
    [InlineData("""\uD83D\uDE00\ud83d\ude00""", "\U0001F600\U0001F600")]
    [InlineData("""\uD83D""", "\uFFFD")]
    [InlineData("""\uDE00x""", "\uFFFDx")]
    [InlineData("""\uDE00\uD83D""", "\uFFFD\uFFFD")]
    [InlineData("""\uD83D\uD83D\uDE00""", "\uFFFD\U0001F600")]
    [InlineData("""\uD83Dx\uDE00""", "\uFFFDx\uFFFD")]
    [InlineData("""\uD83D\n""", "\uFFFD\n")]
    [InlineData("""\uD83D\u0041""", "\uFFFDA")]
    [InlineData("""\\uD83D""", """\uD83D""")]
    public void Unescape_EveryKindOfEscape_GivesItsText(string escaped, string expected)
    {
        foreach (int before in (int[])[0, 1, 25, 31, 32, 33, 64])
        foreach (int behind in (int[])[0, 1, 40])
        foreach (int slack in (int[])[0, 1, 31, 32, 33, 100])
        {
            byte[] text = Encoding.UTF8.GetBytes(new string('x', before) + escaped + new string('y', before));
            byte[] json = [(byte)'"', .. text, .. Enumerable.Repeat((byte)'\\', behind)];
            byte[] destination = new byte[text.Length + slack];

            int written = JsonEscapes.Unescape(json, 1, text.Length, destination);

            Assert.Equal(new string('x', before) + expected + new string('y', before), Encoding.UTF8.GetString(destination, 0, written));
        }
    }
}
