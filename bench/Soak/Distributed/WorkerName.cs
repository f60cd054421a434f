namespace HotPath.Soak.Distributed;

/// <summary>What a worker is called at its master: <c>HOST_32 hex digits</c>, where a master takes what stands before the first underscore for the machine.</summary>
internal static class WorkerName
{
    /// <summary>Another each time: a master that has lost a worker's machine would take the same name for a second connection of that one, and not hear it.</summary>
    public static string New() => Of(Environment.MachineName, Guid.NewGuid());

    /// <summary>It is the name of a folder at the master, too: letters, digits, dots and hyphens.</summary>
    public static string Of(string machine, Guid id)
    {
        string host = string.Concat(machine.Take(100).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'));
        return $"{(host.Length > 0 && char.IsAsciiLetterOrDigit(host[0]) ? host : $"worker{host}")}_{id:N}";
    }
}
