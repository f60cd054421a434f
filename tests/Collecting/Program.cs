using System.Diagnostics;
using System.Globalization;

namespace HotPath.Collecting;

/// <summary>
/// Collects garbage on purpose, to be watched. A number on standard input: so many collections of young objects while many live, then one line with the
/// process' own count and total of pauses since its start, in milliseconds. Ends with its input.
/// </summary>
internal static class Program
{
    private const int Living = 400_000;
    private const int Round = 200_000;

    private static void Main()
    {
        List<object[]> living = [.. Enumerable.Range(0, Living).Select(_ => new object[1])];
        GC.Collect();
        Console.WriteLine("READY");
        while (Console.ReadLine() is { } line)
        {
            Collect(living, int.Parse(line, CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GC.CollectionCount(0)} {GC.GetTotalPauseDuration().TotalMilliseconds:R}"));
        }
    }

    /// <summary>Each round puts new objects into old ones, so that a collection has something to find and to move.</summary>
    private static void Collect(List<object[]> living, int collections)
    {
        int until = GC.CollectionCount(0) + collections;
        for (int next = 0; GC.CollectionCount(0) < until;)
        {
            for (int i = 0; i < Round; i++, next = (next + 1) % living.Count) living[next][0] = new object[2];
        }

        Debug.Assert(living.Count == Living);
    }
}
