using System.Globalization;
using System.Text;

namespace HotPath.Tests.Chat;

/// <summary>Writes chat-completion objects as no gateway would: shuffled, repeated, escaped, with lookalikes inside.</summary>
internal sealed class ChatJsonGenerator(int seed, bool escapesNames = true)
{
    private static readonly string[] Names =
    [
        "choices", "usage", "error", "object", "message", "model", "id", "system_fingerprint", "delta", "index", "finish_reason",
        "content", "text", "reasoning_content", "reasoning", "tool_calls", "prompt_tokens", "completion_tokens", "total_tokens", "logprobs",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next() => Encoding.UTF8.GetBytes(Space() + Root() + Space());

    /// <summary>One byte changed, taken out or put in: mostly no JSON any more, sometimes other JSON.</summary>
    public byte[] Damage(byte[] json)
    {
        List<byte> bytes = [.. json];
        int at = _random.Next(bytes.Count);
        byte value = _random.Next(2) == 0 ? (byte)_random.Next(256) : (byte)"{}[]\",:\\0n"[_random.Next(10)];
        switch (_random.Next(3))
        {
            case 0: bytes[at] = value; break;
            case 1: bytes.RemoveAt(at); break;
            default: bytes.Insert(at, value); break;
        }

        return [.. bytes];
    }

    private string Root() => Object(
        ("choices", () => Mostly(() => Array(Choice))),
        ("usage", () => Mostly(Usage)),
        ("error", () => OneOf("null", "null", "false", Text(), Object(("message", () => Mostly(Text)), ("code", Scalar)))),
        ("object", () => OneOf("\"chat.completion.chunk\"", "\"chat.completion\"", "\"error\"", "\"err\\u006fr\"", Scalar())),
        ("message", () => OneOf(Text(), Anything(2))),
        ("model", () => OneOf(Text(), Text(), Anything(2))),
        ("id", Text),
        ("system_fingerprint", Text),
        ("delta", () => Anything(3)),
        ("created", Scalar));

    private string Choice() => Object(
        ("index", () => OneOf("0", "0", "1", "null", "-1")),
        ("delta", () => Mostly(Answer)),
        ("message", () => Mostly(Answer)),
        ("text", () => Mostly(Text)),
        ("finish_reason", () => Mostly(Text)),
        ("logprobs", () => Anything(3)),
        ("content", () => Anything(2)));

    private string Answer() => Object(
        ("role", Text),
        ("content", () => Mostly(Text)),
        ("reasoning_content", () => Mostly(Text)),
        ("reasoning", () => Mostly(Text)),
        ("tool_calls", () => Mostly(() => Array(() => Anything(2)))),
        ("annotations", () => Anything(3)));

    private string Usage() => Object(
        ("prompt_tokens", Count),
        ("completion_tokens", Count),
        ("total_tokens", Count),
        ("prompt_tokens_details", () => Anything(2)));

    private string Count() => _random.Next(60) switch
    {
        0 => OneOf("-1", "1.5", "1e3", "9223372036854775808", "\"7\""),
        < 5 => "null",
        _ => _random.NextInt64(long.MaxValue >> _random.Next(63)).ToString(CultureInfo.InvariantCulture),
    };

    private string Mostly(Func<string> value) => _random.Next(12) == 0 ? "null" : _random.Next(150) == 0 ? Anything(2) : value();

    private string Object(params (string Name, Func<string> Value)[] members)
    {
        List<string> written = [];
        foreach ((string name, Func<string> value) in members)
        {
            for (int left = _random.Next(10) switch { < 3 => 0, < 9 => 1, _ => 2 }; left > 0; left--) written.Add(Member(name, value()));
        }

        string[] shuffled = [.. written];
        _random.Shuffle(shuffled);
        return "{" + Space() + string.Join("," + Space(), shuffled) + "}";
    }

    private string Member(string name, string value) =>
        "\"" + string.Concat(name.Select(letter => escapesNames && _random.Next(60) == 0 ? Escape(letter) : letter.ToString())) + "\"" + Space() + ":" + Space() + value;

    private string Array(Func<string> item) =>
        "[" + Space() + string.Join("," + Space(), Enumerable.Range(0, _random.Next(4)).Select(_ => item())) + Space() + "]";

    private string Anything(int depth) => _random.Next(depth > 0 ? 4 : 2) switch
    {
        0 => Scalar(),
        1 => Text(),
        2 => Array(() => Anything(depth - 1)),
        _ => "{" + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Member(OneOf(Names), Anything(depth - 1)))) + "}",
    };

    private string Scalar() => OneOf("null", "true", "false", "0", "-1.5e-7", "1E400", "123456789012345678901");

    private string Text()
    {
        StringBuilder text = new("\"");
        for (int left = _random.Next(12); left > 0; left--)
        {
            text.Append(_random.Next(8) switch
            {
                0 => "\\" + "\"\\/bfnrt"[_random.Next(8)],
                1 => Escape((char)_random.Next(0x10000)),
                2 => Escape((char)_random.Next(0xD800, 0xE000)), // half of a pair, mostly without the other
                3 => Escape('\uD83D') + Escape('\uDE00'),
                4 => OneOf("\u00E9", "\u6F22", "\U0001F600", "\x7F", "\u2028"),
                _ => OneOf("a", "content", " ", "{}[],:", "choices"),
            });
        }

        return text.Append('"').ToString();
    }

    private string Escape(char unit) => "\\u" + ((int)unit).ToString(_random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture);

    private string Space() => _random.Next(6) == 0 ? OneOf(" ", "\t", "\r\n", "  \n ") : "";

    private string OneOf(params string[] values) => values[_random.Next(values.Length)];
}
