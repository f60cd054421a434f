using System.CommandLine;
using System.Globalization;
using System.Numerics;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Commands;

/// <summary>Options that are read as text, so that every problem is said at once and in one voice.</summary>
internal static class TextOption
{
    public delegate bool TryParse<T>(string text, out T value, out string? problem);

    public static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description };

    public static Option<string?> Target() => Text("--target", "URL", "The gateway to load, for example http://127.0.0.1:8080/v1. Default: an embedded simulated one.");

    public static Option<string?> Seed() => Text("--seed", "N", "What every draw comes from; the same seed sends the same requests. Default: 1.");

    public static Uri? ReadTarget(this ParseResult parsed, Option<string?> target, List<string> problems) =>
        parsed.ReadText(target, problems, (string text, out Uri? url, out string? problem) => TargetUrl.TryParse(text, out url, out problem));

    public static long? ReadSeed(this ParseResult parsed, Option<string?> seed, List<string> problems) =>
        parsed.ReadValue(seed, problems, (string text, out long value, out string? problem) => TryParseWhole(text, out value, out problem));

    /// <returns>Null where it is left out, or with a problem.</returns>
    public static T? ReadText<T>(this ParseResult parsed, Option<string?> option, List<string> problems, TryParse<T?> tryParse)
        where T : class
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (tryParse(text, out T? value, out string? problem)) return value;

        problems.Add($"{option.Name} is '{text}'; {problem}.");
        return null;
    }

    /// <returns>Null where it is left out, or with a problem.</returns>
    public static T? ReadValue<T>(this ParseResult parsed, Option<string?> option, List<string> problems, TryParse<T> tryParse)
        where T : struct
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (tryParse(text, out T value, out string? problem)) return value;

        problems.Add($"{option.Name} is '{text}'; {problem}.");
        return null;
    }

    public static bool TryParseWhole<T>(string text, out T value, out string? problem)
        where T : struct, IBinaryInteger<T>
    {
        bool read = T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        problem = read ? null : "a whole number is expected";
        return read;
    }
}
