using System.Text.RegularExpressions;
using HotPath.Gate.Micro.Reading;

namespace HotPath.Gate.Calibration;

/// <summary>
/// Whether launches are of the machine that this runs on. BenchmarkDotNet names a machine in its own words: of the processor it leaves some out and adds
/// others in parentheses, so that its words must be among those of the processor here, and a runtime has its build behind it.
/// </summary>
internal static partial class RecordedMachine
{
    /// <param name="here">As in <see cref="MachineCalibration.Here"/>.</param>
    /// <param name="with">What the launches were made with.</param>
    /// <returns>In words; empty where nothing says that it is another one.</returns>
    public static IReadOnlyList<string> DifferencesTo(IReadOnlyDictionary<string, string> here, MeasuredWith with)
    {
        (string What, string Here, string There, bool IsSame)[] all =
        [
            ("the processor", here["processor"], with.Processor, here["processor"] == "unknown" || with.Processor == "unknown" || !Words(with.Processor).Except(Words(here["processor"])).Any()),
            ("the number of logical cores", here["processors"], $"{with.LogicalCores}", here["processors"] == $"{with.LogicalCores}"),
            ("the architecture", here["architecture"], with.Architecture, here["architecture"] == with.Architecture),
            ("the runtime", here["runtime"], with.Runtime, with.Runtime == here["runtime"] || with.Runtime.StartsWith(here["runtime"] + " ", StringComparison.Ordinal)),
        ];
        return [.. all.Where(each => !each.IsSame).Select(each => $"{each.What} is {each.Here} and was {each.There}")];
    }

    private static IEnumerable<string> Words(string processor) => Word().Matches(Parentheses().Replace(processor, " ")).Select(match => match.Value);

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"[\w.\-]+")]
    private static partial Regex Word();
}
