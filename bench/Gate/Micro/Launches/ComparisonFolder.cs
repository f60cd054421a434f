using System.Text.Json;

namespace HotPath.Gate.Micro.Launches;

/// <summary>What a comparison leaves while it goes on: its plan, and a line for each launch, on disk as soon as the launch has ended.</summary>
internal sealed class ComparisonFolder(string path)
{
    public const string PlanFile = "plan.json";
    public const string LaunchFile = "launches.ndjson";

    private string PlanPath => Path.Combine(path, PlanFile);

    private string LaunchPath => Path.Combine(path, LaunchFile);

    public void Begin(ComparisonPlan plan)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(LaunchPath, "");
        File.WriteAllText(PlanPath, LaunchFormat.Write(plan));
    }

    public void Append(LaunchFigure launch)
    {
        using FileStream file = new(LaunchPath, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(LaunchFormat.WriteLine(launch));
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="GateException">There is no plan that this build can read.</exception>
    public ComparisonPlan ReadPlan()
    {
        if (!File.Exists(PlanPath)) throw GateException.BadInput($"--resume is '{path}', which has no {PlanFile}; give the folder of a comparison that was begun.");

        string text = File.ReadAllText(PlanPath);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            int? version = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schemaVersion", out JsonElement number)
                && number.ValueKind == JsonValueKind.Number ? number.GetInt32() : null;
            if (version != ComparisonPlan.CurrentSchemaVersion)
            {
                throw GateException.BadInput(
                    $"{PlanPath} has schemaVersion {version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; this build knows {ComparisonPlan.CurrentSchemaVersion}. Begin the comparison anew.");
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
        if (!File.Exists(LaunchPath)) throw GateException.BadInput($"{LaunchPath} is not there; begin the comparison anew.");

        string text = File.ReadAllText(LaunchPath);
        int end = text.LastIndexOf('\n') + 1;
        if (end < text.Length)
        {
            text = text[..end];
            File.WriteAllText(LaunchPath, text);
        }

        List<LaunchFigure> launches = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                launches.Add(JsonSerializer.Deserialize(line, LaunchJson.Default.LaunchFigure) ?? throw new JsonException("it is null"));
            }
            catch (JsonException e)
            {
                throw GateException.BadInput($"line {launches.Count + 1} of {LaunchPath} is damaged ({e.Message.TrimEnd('.')}); begin the comparison anew.");
            }
        }

        return launches;
    }
}
