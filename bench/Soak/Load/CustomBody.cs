using System.Buffers;
using System.Globalization;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>The bodies of a group whose requests are of the scenario's own making.</summary>
internal sealed class CustomBody
{
    private const int MostDigits = 20;

    private readonly PromptPiece[] _pieces;

    public CustomBody(CustomRequest request)
    {
        _pieces = request.Body is { } body ? [.. PromptTemplate.Parse(body)]
            : request.FileBody.IsEmpty ? []
            : [new PromptPiece(request.FileBody.ToArray(), Slot: null)];
    }

    /// <summary>Allocates nothing once the output is large enough.</summary>
    public void WriteTo(IBufferWriter<byte> output, in RequestDraw draw)
    {
        foreach (PromptPiece piece in _pieces)
        {
            if (piece.Slot is PromptSlot.RequestNumber)
            {
                draw.Number.TryFormat(output.GetSpan(MostDigits), out int digits, default, CultureInfo.InvariantCulture);
                output.Advance(digits);
            }
            else
            {
                PromptTexts.Write(output, piece, draw.Seed);
            }
        }
    }
}
