using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HotPath.Requests;

namespace HotPath.Tests.Requests;

public sealed class JsonScanTests
{
    private static readonly byte[][] Specials =
    [
        "\""u8.ToArray(), "\\"u8.ToArray(), "\\\""u8.ToArray(), "\\\\"u8.ToArray(), "\\n"u8.ToArray(), "\\u00e9"u8.ToArray(), "\\uD83D\\ude00"u8.ToArray(), "\\u00g9"u8.ToArray(), "\\x"u8.ToArray(),
        "\n"u8.ToArray(), [0], [0x1F], [0x20], [0x7F], [0x80], "\u00E9"u8.ToArray(), "\U0001F600"u8.ToArray(), [0xE2, 0x82], [0xFF],
    ];

    [Fact]
    public void StringLength_SpecialsAtEachPlace_SaysWhatUtf8JsonReaderSays()
    {
        foreach (byte[] first in Specials)
        foreach (byte[] second in Specials)
        {
            for (int before = 0; before < 70; before += before is > 24 and < 36 or > 58 ? 1 : 3)
            {
                byte[] text = [.. Enumerable.Repeat((byte)'a', before), .. first, .. "bc"u8, .. second];
                AssertSame([(byte)'"', .. text, (byte)'"', .. "}"u8]);
                AssertSame([(byte)'"', .. text, (byte)'"', .. new byte[40]]);
            }
        }
    }

    [Fact]
    public void StringLength_RandomBytes_SaysWhatUtf8JsonReaderSays()
    {
        Random random = new(31);
        for (int round = 0; round < 5_000; round++)
        {
            List<byte> json = [(byte)'"'];
            for (int left = random.Next(100); left > 0; left--)
            {
                if (random.Next(12) == 0) json.AddRange(Specials[random.Next(Specials.Length)]);
                else json.Add((byte)random.Next(0x20, 0x7F));
            }

            json.Add((byte)'"');
            AssertSame([.. json]);
        }
    }

    [Fact]
    public void NumberLength_EveryShortText_SaysWhatUtf8JsonReaderSays()
    {
        const string Letters = "019-+.eE,";
        for (int code = 0; code < Math.Pow(Letters.Length, 5); code++)
        {
            StringBuilder text = new();
            for (int rest = code; rest > 0; rest /= Letters.Length) text.Append(Letters[rest % Letters.Length]);
            byte[] json = Encoding.ASCII.GetBytes(text + " ");

            Assert.Equal(NumberByReader(json), Whole(JsonScan.NumberLength(json), json));
        }
    }

    [Theory]
    [InlineData("1]", 1)]
    [InlineData("1,2,3]", 5)]
    [InlineData("1 , -2.5e3\t,\r\n3 ]", 15)]
    [InlineData("1,2,]", 3)]
    [InlineData("1,\"a\"]", 1)]
    [InlineData("1,02]", 1)]
    [InlineData("1", 1)]
    [InlineData("]", -1)]
    [InlineData("", -1)]
    [InlineData(",1]", -1)]
    public void NumbersLength_AnyText_EndsBehindItsLastNumber(string json, int expected) =>
        Assert.Equal(expected, JsonScan.NumbersLength(Encoding.ASCII.GetBytes(json)));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("10", 10)]
    [InlineData("906", 906)]
    [InlineData("1234567", 1_234_567)]
    [InlineData("9999999", 9_999_999)]
    [InlineData("", -1)]
    [InlineData("00", -1)]
    [InlineData("01", -1)]
    [InlineData("12345678", -1)]
    [InlineData("123456789", -1)]
    [InlineData("-1", -1)]
    public void ShortCountLength_CountBeforeAnyByte_ReadsItUpToSevenDigits(string digits, long expected)
    {
        for (int before = 0; before < 10; before++)
        for (int behind = 0; behind < 10; behind++)
        for (int next = 0; next < 256; next++)
        {
            if (next is >= '0' and <= '9') continue;

            byte[] json = [.. Enumerable.Repeat((byte)':', before), .. Encoding.ASCII.GetBytes(digits), .. Enumerable.Repeat((byte)next, behind)];
            int length = JsonScan.ShortCountLength(json, before, out long count);

            bool isRead = expected >= 0 && json.Length >= sizeof(ulong);
            Assert.Equal(isRead ? digits.Length : -1, length);
            if (isRead) Assert.Equal(expected, count);
        }
    }

    private static void AssertSame(byte[] json)
    {
        int expected = -1;
        bool expectedEscape = false;
        Utf8JsonReader reader = new(json, isFinalBlock: false, default); // what follows the string is another's business
        try
        {
            if (reader.Read() && Utf8.IsValid(reader.ValueSpan))
            {
                expected = reader.ValueSpan.Length;
                expectedEscape = reader.ValueIsEscaped;
            }
        }
        catch (JsonException)
        {
            // Not a string.
        }

        int actual = JsonScan.StringLength(json, 1, out bool isEscaped);

        if (expected != actual || (expected >= 0 && expectedEscape != isEscaped)) Assert.Fail($"{Encoding.Latin1.GetString(json)}: expected {expected}, is {actual}");
    }

    // "-1" for what is not one whole number: where a number ends is what follows it, and that is another's business.
    private static int Whole(int length, byte[] json) => length == json.Length - 1 ? length : -1;

    private static int NumberByReader(byte[] json)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number ? Whole(reader.ValueSpan.Length, json) : -1;
        }
        catch (JsonException)
        {
            return -1;
        }
    }
}
