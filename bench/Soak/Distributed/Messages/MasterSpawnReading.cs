using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HotPath.Soak.Distributed.Messages;

/// <summary>Reads the data of a <c>spawn</c> message.</summary>
internal static class MasterSpawnReading
{
    private static readonly (char Unit, int Seconds)[] Units = [('h', 3600), ('m', 60), ('s', 1)];

    /// <param name="problem">What of it is not as expected; values are not in it.</param>
    public static bool TryRead(object? data, DateTimeOffset receivedAt, [NotNullWhen(true)] out MasterSpawn? spawn, [NotNullWhen(false)] out string? problem)
    {
        spawn = null;
        problem = null;
        if (data is not Dictionary<object, object?> members)
        {
            problem = "its data is no map";
            return false;
        }

        if (AsNumber(members.GetValueOrDefault("timestamp")) is not { } timestamp)
        {
            problem = "its timestamp is no number";
            return false;
        }

        if (ReadUsers(members.GetValueOrDefault("user_classes_count")) is not { } users)
        {
            problem = "its user_classes_count is no map of names and numbers of users";
            return false;
        }

        Dictionary<string, object?> options = [];
        if (members.GetValueOrDefault("parsed_options") is Dictionary<object, object?> given)
        {
            foreach ((object name, object? value) in given)
            {
                if (name is string text) options[text] = value;
            }
        }

        spawn = new MasterSpawn(timestamp, receivedAt, users, members.GetValueOrDefault("host") as string, ReadRunTime(options.GetValueOrDefault("run_time")), options);
        return true;
    }

    /// <returns>Null where it is none.</returns>
    private static Dictionary<string, int>? ReadUsers(object? data)
    {
        if (data is not Dictionary<object, object?> counts) return null;

        Dictionary<string, int> users = [];
        foreach ((object name, object? count) in counts)
        {
            if (name is not string className || count is not (>= 0L and <= int.MaxValue)) return null;

            users[className] = (int)(long)count;
        }

        return users;
    }

    /// <summary>Seconds, or what its user typed: <c>90</c>, <c>90s</c>, <c>1h30m</c>.</summary>
    /// <returns>Null for none, and for what Locust would not understand either.</returns>
    private static TimeSpan? ReadRunTime(object? option)
    {
        double? seconds = option is string text ? SecondsOf(text) : AsNumber(option);
        return seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    private static double? SecondsOf(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long plain)) return plain;

        double seconds = 0;
        ReadOnlySpan<char> rest = text;
        foreach ((char unit, int unitSeconds) in Units)
        {
            int end = rest.IndexOf(unit);
            if (end < 0) continue;
            if (!long.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long count)) return null;

            seconds += (double)count * unitSeconds;
            rest = rest[(end + 1)..];
        }

        return rest.IsEmpty ? seconds : null;
    }

    private static double? AsNumber(object? value) => value switch
    {
        double number when double.IsFinite(number) => number,
        long number => number,
        _ => null,
    };
}
