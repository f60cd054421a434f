using System.Runtime;

namespace HotPath.Soak.Machine;

/// <summary>How this process collects garbage, as the runtime took it from runtimeconfig.json and the environment.</summary>
internal static class GcMode
{
    /// <summary>For example <c>workstation, concurrent, after 4 MiB of new objects</c>.</summary>
    public static string Own { get; } = Describe();

    private static string Describe()
    {
        IReadOnlyDictionary<string, object> settings = GC.GetConfigurationVariables();
        long conserve = NumberOf(settings, "GCConserveMem");
        long newest = NumberOf(settings, "GCGen0MaxBudget");
        return (GCSettings.IsServerGC ? "server" : "workstation")
            + (GCSettings.LatencyMode == GCLatencyMode.Batch ? ", non-concurrent" : ", concurrent")
            + (newest > 0 ? FormattableString.Invariant($", after {newest / 1048576.0:0.##} MiB of new objects") : "")
            + (conserve > 0 ? $", conserving memory ({conserve})" : "");
    }

    private static long NumberOf(IReadOnlyDictionary<string, object> settings, string name) =>
        settings.TryGetValue(name, out object? value) && value is long number ? number : 0;
}
