using System.Buffers.Text;
using System.Text.Json;

namespace HotPath.Analysis.Results;

/// <summary>Cuts the files of a killed run off where its record ends, so that the run can be written on from there.</summary>
/// <remarks>Only the last of each series can reach beyond: a file is left for the next when an interval is whole.</remarks>
internal static class RecordEnd
{
    private static readonly string[] Series = [ResultFileNames.Intervals, ResultFileNames.LatencyLog, ResultFileNames.GroupLog];

    /// <exception cref="ResultFolderException">Another process writes them, or the disk refuses.</exception>
    public static void CutOff(string folder, double untilSeconds)
    {
        List<FileStream> files = [];
        try
        {
            foreach (string path in Series.Select(name => LastOf(folder, name)).OfType<string>()) files.Add(OpenAlone(folder, path)); // all, before one is changed
            foreach (FileStream file in files)
            {
                if (EndOf(file, untilSeconds) is { } end) file.SetLength(end);
            }
        }
        catch (Exception e) when (ResultFolderException.IsRefusal(e))
        {
            throw ResultFolderException.NotWritten(folder, e);
        }
        finally
        {
            foreach (FileStream file in files) file.Dispose();
        }
    }

    private static string? LastOf(string folder, string firstName) => FileSeries.LastIn(folder, firstName) is > 0 and int last ? Path.Combine(folder, FileSeries.NameOf(firstName, last)) : null;

    // Refused while somebody writes it, or reads it just now; what holds a file open goes with its process, however that ends.
    private static FileStream OpenAlone(string folder, string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw ResultFolderException.InUse(folder, e);
        }
    }

    /// <summary>Where the first line begins that is not whole, or of a later interval.</summary>
    /// <returns>Null where there is none.</returns>
    private static long? EndOf(FileStream file, double untilSeconds)
    {
        LineFile lines = new(file); // the file is its owner's to close
        while (lines.TryRead(out ReadOnlySpan<byte> line, out bool isEnded))
        {
            if (!isEnded || StartOf(line) >= untilSeconds) return lines.LineStart;
        }

        return null;
    }

    /// <returns>Null for a line without one, such as those of a header.</returns>
    private static double? StartOf(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("Tag="u8))
        {
            ReadOnlySpan<byte> start = line[(line.IndexOf((byte)',') + 1)..];
            return Utf8Parser.TryParse(start, out double seconds, out _) ? seconds : null;
        }

        if (!line.StartsWith("{"u8)) return null;

        try
        {
            return JsonSerializer.Deserialize(line, RecordedFormat.Interval)?.StartSeconds;
        }
        catch (JsonException)
        {
            return null; // damaged in the middle of a file: a remark of the report, and none of ours to mend
        }
    }
}
