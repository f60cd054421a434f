using System.CommandLine;
using HotPath.Gate.Calibration;

namespace HotPath.Gate.Commands;

/// <summary>Where calibrations lie, for every command that makes or takes one.</summary>
internal static class CalibrationOption
{
    public const string Name = "--calibration";

    public static Option<string> Build()
    {
        Option<string> option = new(Name) { Description = "Where calibrations lie, a file a machine.", HelpName = "DIR", DefaultValueFactory = _ => CalibrationFolder.Default };
        option.Validators.Add(result => result.AddErrors(result.Values().Where(string.IsNullOrWhiteSpace).Select(_ => $"{Name} is empty; it must be a folder.")));
        return option;
    }
}
