using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Reading;

/// <summary>Machine and programs that figures come from, as BenchmarkDotNet names them. Figures of different ones are not compared.</summary>
internal sealed record MeasuredWith
{
    public required string BenchmarkDotNet { get; init; }

    public required string Runtime { get; init; }

    public required string Architecture { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Processor { get; init; }

    public required int LogicalCores { get; init; }

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text => $"{Processor}, {LogicalCores} logical cores, {OperatingSystem}, {Runtime}, {Architecture}, BenchmarkDotNet {BenchmarkDotNet}";

    /// <returns>What the other has otherwise, in words; empty where nothing is.</returns>
    public IReadOnlyList<string> DifferencesTo(MeasuredWith other)
    {
        (string What, string Own, string Other)[] all =
        [
            ("the runtime", Runtime, other.Runtime),
            ("the architecture", Architecture, other.Architecture),
            ("the operating system", OperatingSystem, other.OperatingSystem),
            ("the processor", Processor, other.Processor),
            ("the number of logical cores", $"{LogicalCores}", $"{other.LogicalCores}"),
        ];
        return [.. all.Where(each => each.Own != each.Other).Select(each => $"{each.What} is {each.Own} and was {each.Other}")];
    }
}
