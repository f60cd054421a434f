using System.Globalization;

namespace HotPath.Analysis.Results;

/// <summary>
/// The files of one kind in a result folder: <c>intervals.ndjson</c> and, when that is as large as it may be, <c>intervals-2.ndjson</c>
/// and so on. Each is whole in itself; read one after the other they are the run.
/// </summary>
public static class FileSeries
{
    /// <summary>How large a file grows before the next is begun, unless it is said: 256 MiB.</summary>
    public const long DefaultMostBytes = 256L << 20;

    /// <param name="firstName">The name of the first, such as <see cref="ResultFileNames.Intervals"/>.</param>
    /// <param name="number">From 1.</param>
    /// <returns>The name of one file of the series.</returns>
    public static string NameOf(string firstName, int number)
    {
        ArgumentNullException.ThrowIfNull(firstName);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return number == 1 ? firstName : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(firstName)}-{number}{Path.GetExtension(firstName)}");
    }

    /// <summary>The numbers of the files that are there, in order.</summary>
    internal static IReadOnlyList<int> NumbersIn(string folder, string firstName)
    {
        string pattern = $"{Path.GetFileNameWithoutExtension(firstName)}*{Path.GetExtension(firstName)}";
        return [.. Directory.EnumerateFiles(folder, pattern).Select(file => NumberOf(firstName, Path.GetFileName(file))).OfType<int>().Order()];
    }

    /// <summary>The number of the last file; 0 where there is none.</summary>
    internal static int LastIn(string folder, string firstName) => NumbersIn(folder, firstName) is [.., int last] ? last : 0;

    /// <summary>Says which of the series are missing between others.</summary>
    internal static IEnumerable<string> Gaps(string firstName, IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0) yield break;

        foreach (int missing in Enumerable.Range(1, numbers[^1]).Except(numbers)) yield return $"{NameOf(firstName, missing)} is missing: a part of the run is not in this report";
    }

    private static int? NumberOf(string firstName, string name)
    {
        if (name == firstName) return 1;

        int stem = Path.GetFileNameWithoutExtension(firstName).Length;
        ReadOnlySpan<char> rest = Path.GetFileNameWithoutExtension(name.AsSpan())[stem..];
        return rest is ['-', .. { } digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && NameOf(firstName, number) == name ? number : null;
    }
}
