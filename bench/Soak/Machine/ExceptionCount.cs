namespace HotPath.Soak.Machine;

/// <summary>Exceptions thrown in this process, caught or not, from the first use on.</summary>
internal static class ExceptionCount
{
    private static long _thrown;

    static ExceptionCount() => AppDomain.CurrentDomain.FirstChanceException += static (_, _) => Interlocked.Increment(ref _thrown);

    public static long Thrown => Volatile.Read(ref _thrown);
}
