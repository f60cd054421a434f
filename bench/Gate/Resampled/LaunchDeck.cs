using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;

namespace HotPath.Gate.Resampled;

/// <summary>Launches that are drawn one after the other without replacement, as often as wanted.</summary>
/// <param name="launches">Of one code.</param>
internal sealed class LaunchDeck(IEnumerable<LaunchFigure> launches)
{
    private readonly LaunchFigure[] _launches = [.. launches];
    private int _drawn;

    public int Count => _launches.Length;

    /// <summary>All may be drawn again.</summary>
    public void Begin() => _drawn = 0;

    /// <summary>As if these launches had been made for this side in this stage.</summary>
    public LaunchFigure[] Draw(int count, Side side, int stage, Random random)
    {
        LaunchFigure[] drawn = new LaunchFigure[count];
        for (int i = 0; i < count; i++, _drawn++)
        {
            int place = random.Next(_drawn, _launches.Length);
            (_launches[_drawn], _launches[place]) = (_launches[place], _launches[_drawn]);
            drawn[i] = _launches[_drawn] with { Side = side, Stage = stage };
        }

        return drawn;
    }
}
