using System.Diagnostics;

namespace HotPath.Http;

/// <summary>Judges received bytes until they hold a final response head; interim ones are skipped. Then the body begins.</summary>
internal sealed class HeadReader(ReceiveBuffer buffer, BodyPipeReader body, Http1Limits limits) : IReceiveJudge<HeadResult>
{
    private const int SwitchingProtocols = 101;

    private int _searched;
    private int _interimBytes;

    public ResponseHead Head { get; } = new();

    /// <summary>Forgets the last response.</summary>
    public void Begin()
    {
        buffer.Clear();
        _searched = 0;
        _interimBytes = 0;
    }

    public bool TryJudge(Received received, out HeadResult result)
    {
        switch (received)
        {
            case Received.Bytes:
                return TryTakeHead(out result);
            case Received.Fin:
                bool nothingCame = _interimBytes == 0 && buffer.Unjudged.IsEmpty;
                result = nothingCame ? HeadResult.ClosedByPeer : HeadResult.ClosedEarly;
                return true;
            case Received.Reset:
                result = HeadResult.Reset;
                return true;
            case Received.Aborted:
                result = HeadResult.Aborted;
                return true;
            default:
                throw new UnreachableException();
        }
    }

    private bool TryTakeHead(out HeadResult result)
    {
        result = HeadResult.Malformed;
        while (true)
        {
            ReadOnlySpan<byte> bytes = buffer.Unjudged;
            int length = ResponseHeadParser.FindEnd(bytes, ref _searched);
            int headBytes = _interimBytes + (length < 0 ? bytes.Length : length);
            if (headBytes > limits.MaxHeadBytes || !ResponseHeadParser.MayBeHead(bytes)) return true;
            if (length < 0) return false;
            if (!ResponseHeadParser.TryParse(bytes[..length], Head)) return true;

            buffer.Skip(length);
            _searched = 0;
            if (Head.Status >= 200)
            {
                body.Begin(new BodyFraming(Head, limits));
                result = HeadResult.Received;
                return true;
            }

            // We never ask to switch; what follows a 101 is no longer HTTP/1.1.
            if (Head.Status == SwitchingProtocols) return true;
            _interimBytes = headBytes;
        }
    }
}
