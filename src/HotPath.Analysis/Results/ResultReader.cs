using System.Text.Json;

namespace HotPath.Analysis.Results;

/// <summary>Reads a result folder, also one whose run goes on or was killed.</summary>
public static class ResultReader
{
    /// <summary>Reads the run and its course, in bounded memory whatever its length. Whatever else is damaged or missing becomes a remark.</summary>
    /// <exception cref="ResultFolderException">
    /// There is no such folder, or no <c>run.json</c> that this build can read.
    /// </exception>
    public static RecordedRun Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path)) throw ResultFolderException.NoSuchFolder(path);

        string runPath = Path.Combine(path, ResultFileNames.Run);
        if (!File.Exists(runPath)) throw ResultFolderException.NoRun(path);

        RunResult run = ReadRun(runPath);
        List<string> remarks = [];
        double until = run.RecordedUntil;
        CoarseSeries<IntervalResult> course = new(RecordedRun.MostPoints, IntervalJoin.Of);
        foreach (IntervalResult interval in new IntervalReader(path, until, remarks.Add)) course.Add(interval);
        string eventsPath = Path.Combine(path, ResultFileNames.Events);
        IReadOnlyList<RunEvent> events = File.Exists(eventsPath) ? [.. JsonLines.Read(eventsPath, RecordedFormat.Event, "event", remarks.Add)] : [];
        foreach (string fileName in (string[])[ResultFileNames.Scenario, ResultFileNames.LatencyLog])
        {
            if (!File.Exists(Path.Combine(path, fileName))) remarks.Add($"{fileName} is missing");
        }

        return new RecordedRun(run, course.ToArray(), remarks)
        {
            IntervalCount = course.Count,
            IntervalsPerPoint = course.ValuesPerPoint,
            Events = events,
            EveryInterval = new IntervalReader(path, until),
        };
    }

    /// <summary>Opens a file that its run may still be writing or replacing.</summary>
    internal static FileStream OpenShared(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static RunResult ReadRun(string path)
    {
        using JsonDocument document = Parse(path);

        // The version comes first: another version may have another shape.
        if (document.RootElement.ValueKind is not JsonValueKind.Object
            || !document.RootElement.TryGetProperty("schemaVersion", out JsonElement version))
        {
            throw ResultFolderException.NoSchemaVersion(path);
        }

        if (version.ValueKind is not JsonValueKind.Number
            || !version.TryGetInt32(out int number)
            || number != RunResult.CurrentSchemaVersion)
        {
            throw ResultFolderException.UnknownSchemaVersion(path, version.GetRawText());
        }

        try
        {
            return document.Deserialize(RecordedFormat.Run)!; // the root is an object, so never null
        }
        catch (JsonException e)
        {
            throw ResultFolderException.NotARun(path, e);
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using FileStream file = OpenShared(path);
            return JsonDocument.Parse(file);
        }
        catch (JsonException e)
        {
            throw ResultFolderException.NotJson(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(path, e);
        }
    }
}
