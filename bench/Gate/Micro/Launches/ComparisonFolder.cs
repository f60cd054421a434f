using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HotPath.Gate.Micro.Instructions;

namespace HotPath.Gate.Micro.Launches;

/// <summary>What a comparison leaves while it goes on: its plan, and a line for each launch and count, on disk as soon as that has ended.</summary>
internal sealed class ComparisonFolder(string path)
{
    public const string PlanFile = "plan.json";
    public const string LaunchFile = "launches.ndjson";
    public const string InstructionFile = "instructions.ndjson";

    private string PlanPath => Path.Combine(path, PlanFile);

    private string LaunchPath => Path.Combine(path, LaunchFile);

    private string InstructionPath => Path.Combine(path, InstructionFile);

    public void Begin(ComparisonPlan plan)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(LaunchPath, "");
        if (plan.CountsInstructions) File.WriteAllText(InstructionPath, "");
        File.WriteAllText(PlanPath, LaunchFormat.Write(plan));
    }

    public void Append(LaunchFigure launch) => Append(LaunchPath, LaunchFormat.WriteLine(launch));

    public void Append(InstructionCount count) => Append(InstructionPath, LaunchFormat.WriteLine(count));

    /// <exception cref="GateException">There is no plan that this build can read.</exception>
    public ComparisonPlan ReadPlan()
    {
        if (!File.Exists(PlanPath)) throw GateException.BadInput($"--resume is '{path}', which has no {PlanFile}; give the folder of a comparison that was begun.");

        string text = File.ReadAllText(PlanPath);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            int? version = SchemaVersion.Of(document);
            if (version != ComparisonPlan.CurrentSchemaVersion)
            {
                throw GateException.BadInput(
                    $"{PlanPath} has schemaVersion {SchemaVersion.Text(version)}; this build knows {ComparisonPlan.CurrentSchemaVersion}. Begin the comparison anew.");
            }

            return document.Deserialize(LaunchJson.Default.ComparisonPlan)!;
        }
        catch (JsonException e)
        {
            throw GateException.BadInput($"{PlanPath} is damaged ({e.Message.TrimEnd('.')}); begin the comparison anew.");
        }
    }

    /// <summary>The launches that were made. A last line that was cut short is taken away: its launch is made again.</summary>
    /// <exception cref="GateException">Another line is damaged.</exception>
    public List<LaunchFigure> ReadLaunches()
    {
        TakeAwayCutLine(LaunchPath);
        return Read(LaunchPath, LaunchJson.Default.LaunchFigure);
    }

    /// <summary>The same of a folder that another process may still write to: the file stays as it is, and a last line that is not whole yet is left out.</summary>
    /// <exception cref="GateException">Another line is damaged.</exception>
    public List<LaunchFigure> ReadWholeLaunches() => Read(LaunchPath, LaunchJson.Default.LaunchFigure);

    /// <summary>The counts that were made, in the same way; only of a plan that counts.</summary>
    /// <exception cref="GateException">A line but for the last is damaged.</exception>
    public List<InstructionCount> ReadInstructions()
    {
        TakeAwayCutLine(InstructionPath);
        return Read(InstructionPath, LaunchJson.Default.InstructionCount);
    }

    private static void Append(string path, byte[] line)
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(line);
        file.Flush(flushToDisk: true);
    }

    private static void TakeAwayCutLine(string path)
    {
        if (!File.Exists(path)) return; // reading says so

        string text = File.ReadAllText(path);
        string whole = WholeLines(text);
        if (whole.Length < text.Length) File.WriteAllText(path, whole);
    }

    private static string WholeLines(string text) => text[..(text.LastIndexOf('\n') + 1)];

    private static List<T> Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (!File.Exists(path)) throw GateException.BadInput($"{path} is not there; begin the comparison anew.");

        List<T> lines = [];
        foreach (string line in WholeLines(File.ReadAllText(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                lines.Add(JsonSerializer.Deserialize(line, type) ?? throw new JsonException("it is null"));
            }
            catch (JsonException e)
            {
                throw GateException.BadInput($"line {lines.Count + 1} of {path} is damaged ({e.Message.TrimEnd('.')}); begin the comparison anew.");
            }
        }

        return lines;
    }
}
