namespace HotPath.Soak.Machine;

/// <summary>
/// This machine's TCP sockets whose other end has one port, counted by state out of the kernel's table. Used again for each look, by one
/// thread at a time. Only Linux has the table.
/// </summary>
/// <remarks>A look costs the kernel about a microsecond for each TCP socket of the machine, whosever it is: not for every interval.</remarks>
internal sealed class SocketTable
{
    private const int RemoteColumn = 2, StateColumn = 3;
    private const int LongestLine = 512; // proc_pid_net(5): an IPv6 line has about 190 bytes
    private const int MostRemotesApart = 64;

    private static readonly string[] Files = ["/proc/net/tcp", "/proc/net/tcp6"];

    private readonly long[] _states = new long[(int)TcpState.Closing + 1];
    private readonly Dictionary<UInt128, long> _portsTaken = [];
    private readonly byte[] _buffer = new byte[1 << 16];

    /// <summary>Sockets in this state; sockets that listen have no other end and are not counted.</summary>
    public long this[TcpState state] => _states[(int)state];

    /// <summary>
    /// Local ports taken towards the address that has most of them. Of more than 64 addresses those further on share one count.
    /// </summary>
    public long MostPortsTaken { get; private set; }

    /// <param name="remotePort">That of the target.</param>
    /// <returns>False: this system has no such table, or does not let us see it. Then nothing is counted.</returns>
    public bool TryLook(int remotePort)
    {
        Clear();
        if (!OperatingSystem.IsLinux()) return false;

        try
        {
            foreach (string file in Files) Count(file, remotePort);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Clear();
            return false;
        }

        foreach (long taken in _portsTaken.Values) MostPortsTaken = Math.Max(MostPortsTaken, taken);
        return true;
    }

    /// <param name="lines">Of the table, without its head, each with its end; what is no line of it is left out.</param>
    public void Count(ReadOnlySpan<byte> lines, int remotePort)
    {
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            CountLine(lines[..end], remotePort);
            lines = lines[(end + 1)..];
        }
    }

    private void Count(string file, int remotePort)
    {
        if (!File.Exists(file)) return; // a machine without IPv6

        using FileStream table = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        int held = 0;
        while (table.Read(_buffer.AsSpan(held)) is var read and > 0)
        {
            held += read;
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, held);
            int whole = bytes.LastIndexOf((byte)'\n') + 1;
            Count(bytes[..whole], remotePort);
            held -= whole;
            if (held > LongestLine) throw new IOException($"{file} has a line of more than {LongestLine} bytes; proc_pid_net(5) has none.");
            _buffer.AsSpan(whole, held).CopyTo(_buffer);
        }
    }

    private void CountLine(ReadOnlySpan<byte> line, int remotePort)
    {
        ReadOnlySpan<byte> remote = Column(line, RemoteColumn);
        int colon = remote.IndexOf((byte)':');
        if (colon < 0 || !TryParseHex(remote[(colon + 1)..], out UInt128 port) || port != (UInt128)remotePort) return;
        if (!TryParseHex(Column(line, StateColumn), out UInt128 state) || state == 0 || state >= (UInt128)_states.Length) return;
        if (!TryParseHex(remote[..colon], out UInt128 address)) return;

        _states[(int)state]++;
        if (_portsTaken.Count >= MostRemotesApart && !_portsTaken.ContainsKey(address)) address = UInt128.MaxValue;
        _portsTaken[address] = _portsTaken.GetValueOrDefault(address) + 1;
    }

    private static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> line, int number)
    {
        for (int i = 0; ; i++)
        {
            line = line.TrimStart((byte)' ');
            int end = line.IndexOf((byte)' ');
            if (end < 0) return i == number ? line : default;
            if (i == number) return line[..end];
            line = line[end..];
        }
    }

    private static bool TryParseHex(ReadOnlySpan<byte> digits, out UInt128 value)
    {
        value = default;
        if (digits.Length is 0 or > 32) return false;

        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return true;
    }

    private void Clear()
    {
        Array.Clear(_states);
        _portsTaken.Clear();
        MostPortsTaken = 0;
    }
}
