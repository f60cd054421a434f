using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>
/// What the kernel holds of the sockets to the target: their states, and how many local ports are left for more. Looked at in the course of
/// a run, by one thread at a time.
/// </summary>
/// <param name="remotePort">The target's.</param>
/// <param name="ports">Local ports that connections to one address may leave from; null where the system does not tell.</param>
internal sealed class SocketWatch(int remotePort, long? ports, TimeProvider time)
{
    /// <summary>A look is followed by a pause of so many times its length: on a machine with very many sockets it is a rare one.</summary>
    private const int PausePerLook = 300;

    private static readonly (TcpState State, string Name)[] States =
        [.. Enum.GetValues<TcpState>().Select(state => (state, JsonNamingPolicy.CamelCase.ConvertName(state.ToString())))];

    private readonly SocketTable _table = new();
    private long _nextAt = long.MinValue;
    private Dictionary<string, long>? _byState;
    private long _mostInTimeWait;
    private long _mostTaken;

    /// <summary>Forgets the highest of before.</summary>
    public void Begin()
    {
        _nextAt = long.MinValue;
        _byState = null;
        _mostInTimeWait = 0;
        _mostTaken = 0;
    }

    /// <summary>Looks, unless it did so a short while ago.</summary>
    public void Look()
    {
        long startedAt = time.GetTimestamp();
        if (startedAt < _nextAt) return;
        if (!_table.TryLook(remotePort))
        {
            _nextAt = long.MaxValue;
            return;
        }

        _byState = [];
        foreach ((TcpState state, string name) in States)
        {
            if (_table[state] > 0) _byState.Add(name, _table[state]);
        }

        _mostInTimeWait = Math.Max(_mostInTimeWait, _table[TcpState.TimeWait]);
        _mostTaken = Math.Max(_mostTaken, _table.MostPortsTaken);
        long endedAt = time.GetTimestamp();
        _nextAt = endedAt + ((endedAt - startedAt) * PausePerLook);
    }

    public ConnectionFigures AddTo(ConnectionFigures figures) => _byState is null
        ? figures
        : figures with
        {
            ByState = _byState,
            TimeWaitPeak = _mostInTimeWait,
            Ports = ports,
            PortsLeft = ports is { } all ? Math.Max(0, all - _mostTaken) : null,
        };
}
