using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HotPath.Gate.Micro.Results;

namespace HotPath.Gate.Calibration;

/// <summary>Where calibrations lie, a file a machine.</summary>
internal sealed class CalibrationFolder(string path)
{
    public static readonly string Default = Path.Combine("results", "gate", "calibration");

    private static readonly CalibrationJson Json = new(new JsonSerializerOptions(CalibrationJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is put into no HTML
    });

    /// <summary>Puts its benchmarks into the file of its machine; what that says of others stays.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="GateException">The file is damaged, or of another version or machine.</exception>
    public string Merge(MachineCalibration calibration)
    {
        IEnumerable<BenchmarkCalibration> others = (Read(calibration.Environment)?.Benchmarks ?? []).ExceptBy(calibration.Benchmarks.Select(benchmark => benchmark.Name), benchmark => benchmark.Name);
        return Write(calibration with { Benchmarks = [.. others.Concat(calibration.Benchmarks).OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)] });
    }

    /// <summary>Puts it in the place of what the file says.</summary>
    /// <returns>The file.</returns>
    public string Write(MachineCalibration calibration)
    {
        Directory.CreateDirectory(path);
        string file = PathOf(calibration.Environment);
        GateOutputs.WriteWhole(file, JsonSerializer.Serialize(calibration, Json.MachineCalibration) + "\n");
        return file;
    }

    /// <returns>Null where this environment was never calibrated.</returns>
    /// <exception cref="GateException">Its file is damaged, or of another version or machine.</exception>
    public MachineCalibration? Read(IReadOnlyDictionary<string, string> environment)
    {
        string file = PathOf(environment);
        if (!File.Exists(file)) return null;

        MachineCalibration? calibration;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            calibration = SchemaVersion.Of(document) == MachineCalibration.CurrentSchemaVersion ? document.Deserialize(Json.MachineCalibration) : null;
        }
        catch (JsonException e)
        {
            throw GateException.BadInput($"{file} is damaged ({e.Message.TrimEnd('.')}); delete it and calibrate again.");
        }

        return calibration is not null && PathOf(calibration.Environment) == file
            && calibration.Benchmarks.All(benchmark => benchmark.Threshold > 1) && calibration.Benchmarks.DistinctBy(benchmark => benchmark.Name).Count() == calibration.Benchmarks.Count
            ? calibration
            : throw GateException.BadInput($"{file} is of another version or machine; delete it and calibrate again.");
    }

    /// <summary>For the name of a benchmark, the ratio up to which nothing is said of it on this machine.</summary>
    /// <param name="otherwise">Of benchmarks that were never calibrated here.</param>
    public Func<string, double> ThresholdsHere(double otherwise)
    {
        Dictionary<string, double> known = (Read(MachineCalibration.Here())?.Benchmarks ?? []).ToDictionary(benchmark => benchmark.Name, benchmark => benchmark.Threshold);
        return name => Math.Max(otherwise, known.GetValueOrDefault(name));
    }

    private string PathOf(IReadOnlyDictionary<string, string> environment) => Path.Combine(path, MachineCalibration.FingerprintOf(environment) + ".json");
}

/// <summary>The shape of a calibration: camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MachineCalibration))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
