using System.Text;
using System.Text.Json;

namespace HotPath.Tests.Chat;

/// <summary>Puts other values where an object has some: of the same kind mostly, and some that are none.</summary>
internal sealed class JsonVariation(int seed)
{
    private static readonly byte[][] Texts =
    [
        .. "|a|error|chat.completion.chunk|0|caf\u00E9|\U0001F600|\\n|\\\"|\\\\|\\u0041|\\uD83D\\uDE00|\\uD83D|\\u00e9 and more of it, longer than one vector of bytes is"
            .Split('|').Select(Encoding.UTF8.GetBytes),
        "\\"u8.ToArray(), "\\x"u8.ToArray(), "\\u12G4"u8.ToArray(), "\\u12"u8.ToArray(), "\""u8.ToArray(), "\n"u8.ToArray(), [0x00], [0x1F], [0x80], [0xC3], [0xED, 0xA0, 0x80], [(byte)'a', 0xFF],
    ];

    private static readonly byte[][] Numbers =
        [.. "0|1|2|17|-0|-1|1.5|-1.50|1e3|1E+3|1e-07|123456789012345678|1234567890123456789|9223372036854775807|9223372036854775808|1e999|01|1.|.5|-|+1|1e|0x1|NaN||1 |1,2"
            .Split('|').Select(Encoding.UTF8.GetBytes)];

    private readonly Random _random = new(seed);

    public byte[] Of(byte[] json)
    {
        List<byte> varied = [];
        int copied = 0;
        int good = _random.Next(4); // three times in four all values are sound
        foreach ((int start, int length, bool isText) in Values(json))
        {
            if (_random.Next(3) != 0) continue;

            byte[][] pool = isText ? Texts : Numbers;
            int sound = isText ? 14 : 16;
            varied.AddRange(json.AsSpan(copied, start - copied));
            varied.AddRange(pool[_random.Next(good > 0 ? sound : pool.Length)]);
            copied = start + length;
        }

        varied.AddRange(json.AsSpan(copied));
        return [.. varied];
    }

    private static List<(int Start, int Length, bool IsText)> Values(byte[] json)
    {
        List<(int, int, bool)> values = [];
        Utf8JsonReader reader = new(json);
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                if (reader.TokenType == JsonTokenType.String) values.Add((start + 1, reader.ValueSpan.Length, true));
                if (reader.TokenType == JsonTokenType.Number) values.Add((start, reader.ValueSpan.Length, false));
            }
        }
        catch (JsonException)
        {
            // What stands before is varied all the same.
        }

        return values;
    }
}
