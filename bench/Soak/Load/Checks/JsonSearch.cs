using System.Text.Json;

namespace HotPath.Soak.Load.Checks;

/// <summary>Looks for the targets of a plan in an answer, an event at a time; what was found is not looked for again. Used again for each answer.</summary>
internal sealed class JsonSearch(CurrentRequest request)
{
    private JsonTarget[] _targets = [];
    private double[] _values = [];
    private int _missing; // targets that are looked for in what comes next

    public void Begin(JsonTarget[] targets)
    {
        _targets = targets;
        if (_values.Length < targets.Length) _values = new double[targets.Length];
        _values.AsSpan().Fill(double.NaN);
        _missing = targets.Length;
    }

    /// <param name="json">An event's data or a whole body; what is no JSON holds nothing.</param>
    public void LookIn(ReadOnlySpan<byte> json)
    {
        if (_missing == 0) return;

        try
        {
            for (int i = 0; i < _targets.Length; i++)
            {
                JsonTarget target = _targets[i];
                bool isFound = !double.IsNaN(_values[i]);
                if (isFound && !target.KeepsLooking) continue;

                double value = target.LookIn(json, request);
                if (double.IsNaN(value)) continue;

                _values[i] = value;
                if (!isFound && !target.KeepsLooking) _missing--;
            }
        }
        catch (JsonException)
        {
            return; // whoever reads the answer says that it is malformed
        }
    }

    /// <returns>Not a number when it did not come.</returns>
    public double ValueOf(int target) => _values[target];
}
