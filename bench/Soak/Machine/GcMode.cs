using System.Runtime;

namespace HotPath.Soak.Machine;

/// <summary>How this process collects garbage, as the runtime took it from runtimeconfig.json and the environment.</summary>
internal static class GcMode
{
    /// <summary>For example <c>workstation, concurrent</c>.</summary>
    public static string Own { get; } = Describe();

    private static string Describe()
    {
        IReadOnlyDictionary<string, object> settings = GC.GetConfigurationVariables();
        long conserve = settings.TryGetValue("GCConserveMem", out object? value) && value is long percent ? percent : 0;
        return (GCSettings.IsServerGC ? "server" : "workstation")
            + (GCSettings.LatencyMode == GCLatencyMode.Batch ? ", non-concurrent" : ", concurrent")
            + (conserve > 0 ? $", conserving memory ({conserve})" : "");
    }
}
