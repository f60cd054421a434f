using HotPath.Gate.Micro.Launches;

namespace HotPath.Gate.Commands;

/// <summary>
/// What the folder that is to be resumed was begun as. Both keep the same files; a calibration has one revision on both sides, which is what
/// <c>micro</c> refuses to begin.
/// </summary>
internal static class BegunFolder
{
    /// <exception cref="GateException">It is a calibration's, or cannot be read.</exception>
    public static void RequireComparison(string folder)
    {
        if (IsCalibration(folder)) throw GateException.BadInput($"--resume is '{folder}', a calibration that was begun, which compares nothing; 'calibrate --resume' goes on with it.");
    }

    /// <exception cref="GateException">It is a comparison's, or cannot be read.</exception>
    public static void RequireCalibration(string folder)
    {
        if (!IsCalibration(folder)) throw GateException.BadInput($"--resume is '{folder}', a comparison of two sides, which calibrates nothing; 'micro --resume' goes on with it.");
    }

    private static bool IsCalibration(string folder) => new ComparisonFolder(folder).ReadPlan() is var plan && plan.Base == plan.Head;
}
