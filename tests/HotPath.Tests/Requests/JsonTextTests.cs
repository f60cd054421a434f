using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Requests;

namespace HotPath.Tests.Requests;

public sealed class JsonTextTests
{
    private static readonly byte[] EdgeBytes =
        [(byte)'a', (byte)'"', (byte)'\\', 0x0A, 0x7F, 0x80, 0xBF, 0xC0, 0xC3, 0xE0, 0xA0, 0xED, 0xEF, 0xF0, 0x90, 0xF4, 0xFF];

    private static readonly char[] EdgeChars =
        ['a', '"', '\\', '\0', '\x1F', '\x7F', '\u00E9', '\u2028', '\uD83D', '\uDE00', '\uD800', '\uDFFF', '\uFFFD', '\uFFFF'];

    public static TheoryData<string> HostileTexts => new(
        "",
        string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)), // every control character
        "\x7F\u0080\u009F", // DEL and the C1 controls
        "\"", "\\", "\\\"", "\\u0041", "\"}],\"model\":\"other\"", "</script>&'+`",
        "\u2028\u2029\uFEFF\uFFFE\uFFFF",
        "caf\u00E9 \u6F22\u5B57 \U0001F600\U0001F468\u200D\U0001F469 \U0010FFFF",
        "\uD83D", "\uDE00", "a\uD83Db", "a\uDE00b", // lone surrogates
        "\uDE00\uD83D", // the wrong way round
        "\uD83D\uD83D\uDE00\uDE00", // a pair between two lone ones
        "\uD83D\"\uDE00", "\uD83D\n\uDE00", // a pair pulled apart by an escape
        new string('a', 4_095) + "\U0001F600" + new string('\u00E9', 9_000) + "\"");

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void WriteString_HostileText_ReadsBackAsUtf8WouldCarryIt(string text)
    {
        AssertRoundTrip(text);
        AssertRoundTrip(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void WriteString_EveryCodeUnitAlone_ReadsBack()
    {
        for (int code = 0; code <= char.MaxValue; code++) AssertRoundTrip(((char)code).ToString());
    }

    [Fact]
    public void WriteString_EveryTripleOfEdgeCharacters_ReadsBack()
    {
        foreach (char first in EdgeChars)
        foreach (char second in EdgeChars)
        foreach (char third in EdgeChars)
        {
            AssertRoundTrip(new string([first, second, third]));
        }
    }

    /// <summary>What comes after long plain text is found in steps of another size.</summary>
    [Fact]
    public void WriteString_EdgeBytesBehindLongPlainText_ReplacesWhatUtf8Replaces()
    {
        foreach (byte[] edge in (byte[][])[.. EdgeBytes.Select(edge => (byte[])[edge]), "\u00E9"u8.ToArray(), "\U0001F600"u8.ToArray(), [0xE2, 0x82], "\"\n"u8.ToArray()])
        {
            for (int plain = 100; plain < 300; plain++)
            {
                AssertRoundTrip([.. Plain(plain), .. edge]);
                AssertRoundTrip([.. Plain(plain), .. edge, .. Plain(160), (byte)'"', .. Plain(70)]);
                AssertRoundTrip([.. "\u00E9"u8, .. Plain(plain), .. edge, .. Plain(200)]);
            }
        }

        static byte[] Plain(int count) => [.. Enumerable.Repeat((byte)'p', count)];
    }

    [Fact]
    public void WriteString_EveryFourEdgeBytes_ReplacesWhatUtf8Replaces()
    {
        foreach (byte first in EdgeBytes)
        foreach (byte second in EdgeBytes)
        foreach (byte third in EdgeBytes)
        foreach (byte fourth in EdgeBytes)
        {
            AssertRoundTrip([first, second, third, fourth]);
        }
    }

    [Fact]
    public void WriteString_RandomTextAndBytes_ReadsBack()
    {
        Random random = new(20_240);
        for (int round = 0; round < 2_000; round++)
        {
            char[] text = new char[random.Next(200)];
            for (int at = 0; at < text.Length; at++)
            {
                text[at] = random.Next(3) == 0 ? EdgeChars[random.Next(EdgeChars.Length)] : (char)random.Next(0x10000);
            }

            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);

            AssertRoundTrip(new string(text));
            AssertRoundTrip(bytes);
        }
    }

    [Fact]
    public void WriteString_SomethingAtEachPlaceOfALongText_ReadsBack()
    {
        byte[][] things =
        [
            "\""u8.ToArray(), "\n\\"u8.ToArray(), "\x01"u8.ToArray(), "\u00E9"u8.ToArray(), "\u6F22"u8.ToArray(), "\U0001F600"u8.ToArray(), "\u00E9\""u8.ToArray(),
            [0x80], [0xC3], [0xE6, 0xBC], [0xF0, 0x9F, 0x98], [0xFF, (byte)'"'],
        ];
        foreach (byte[] thing in things)
        {
            for (int before = 0; before < 100; before++)
            {
                byte[] utf8 = [.. Enumerable.Repeat((byte)'a', before), .. thing, .. Enumerable.Repeat((byte)'b', 100 - before), .. thing];
                AssertRoundTrip(utf8);
                TightBufferWriter tight = new();
                JsonText.WriteString(tight, utf8);
                Assert.Equal(Encoding.UTF8.GetString(utf8), Parse(tight.Written));
                AssertRoundTrip(Encoding.UTF8.GetString(utf8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void WriteString_IntoExactlyTheRoomAskedFor_WritesTheSame(string text)
    {
        TightBufferWriter fromChars = new();
        TightBufferWriter fromBytes = new();

        JsonText.WriteString(fromChars, text);
        JsonText.WriteString(fromBytes, Encoding.UTF8.GetBytes(text));

        Assert.Equal(Literal(text), fromChars.Written);
        Assert.Equal(Literal(text), fromBytes.Written);
    }

    [Fact]
    public void WriteString_AnyText_EscapesOnlyWhatJsonDemands()
    {
        byte[] literal = Literal("\b\t\n\f\r\0\x1F\x7F\"\\/ <&'+\u00E9\u2028\U0001F600");

        Assert.Equal("\"\\b\\t\\n\\f\\r\\u0000\\u001F\x7F\\\"\\\\/ <&'+\u00E9\u2028\U0001F600\"", Encoding.UTF8.GetString(literal));
    }

    [Fact]
    public void WriteEscaped_AnyText_IsTheLiteralWithoutItsQuotes()
    {
        ArrayBufferWriter<byte> output = new();

        JsonText.WriteEscaped(output, "a\"b");
        JsonText.WriteEscaped(output, "\n\u00E9"u8);

        Assert.Equal("a\\\"b\\n\u00E9", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static void AssertRoundTrip(string text)
    {
        string viaUtf8 = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        string viaFramework = Parse(JsonSerializer.SerializeToUtf8Bytes(text));

        string actual = Parse(Literal(text));

        if (viaUtf8 != actual || viaFramework != actual) Assert.Fail($"U+{string.Join(" U+", text.Select(c => ((int)c).ToString("X4")))}");
    }

    private static void AssertRoundTrip(byte[] utf8)
    {
        ArrayBufferWriter<byte> framework = new();
        using (Utf8JsonWriter writer = new(framework)) writer.WriteStringValue(utf8);
        ArrayBufferWriter<byte> output = new();

        JsonText.WriteString(output, utf8);

        string actual = Parse(output.WrittenSpan.ToArray());
        if (Encoding.UTF8.GetString(utf8) != actual || Parse(framework.WrittenSpan.ToArray()) != actual)
        {
            Assert.Fail(Convert.ToHexString(utf8));
        }
    }

    private static byte[] Literal(string text)
    {
        ArrayBufferWriter<byte> output = new();
        JsonText.WriteString(output, text);
        return output.WrittenSpan.ToArray();
    }

    private static string Parse(byte[] literal)
    {
        using JsonDocument document = JsonDocument.Parse(literal);
        return document.RootElement.GetString()!;
    }
}
