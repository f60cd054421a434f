namespace HotPath.Http;

/// <summary>What a TLS server says before its bytes are encrypted, read along over spans cut anywhere.</summary>
/// <remarks>
/// A resumed handshake is told by its messages, not by its size: in TLS 1.3 the ServerHello says so itself; in TLS 1.2 the server
/// goes from its hello straight to ChangeCipherSpec, with no more than a new ticket between. So neither the length of the
/// certificate chain nor tickets sent along matter, and no handshake need be made first to compare with.
/// </remarks>
internal sealed class ServerFlight
{
    private const int RecordHeaderBytes = 5, MessageHeaderBytes = 4, MaxHelloBytes = 1 << 16;
    private const byte ChangeCipherSpec = 20, AlertRecord = 21, HandshakeRecord = 22, ApplicationData = 23;
    private const byte HelloMessage = 2, NewSessionTicket = 4, CertificateRequest = 13;
    private const byte MajorVersion = 3, Fatal = 2;

    private readonly byte[] _record = new byte[RecordHeaderBytes];
    private readonly byte[] _message = new byte[MessageHeaderBytes];
    private readonly byte[] _alert = new byte[2];
    private byte[]? _hello; // while its message is being received
    private int _recordFilled;
    private int _messageFilled;
    private int _alertFilled;
    private int _recordLeft;
    private int _messageLeft;
    private bool _helloCame;
    private bool _isDecided;
    private bool _isOver;

    /// <summary>False as soon as the bytes cannot be TLS.</summary>
    public bool IsTls { get; private set; } = true;

    public bool IsResumed { get; private set; }

    /// <summary>True when a TLS 1.2 server asked for a client certificate; TLS 1.3 does so encrypted.</summary>
    public bool AskedForCertificate { get; private set; }

    /// <summary>The fatal alert sent in the clear.</summary>
    public byte? Alert { get; private set; }

    public void Observe(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isOver)
        {
            if (_recordLeft == 0)
            {
                if (Fill(_record, ref _recordFilled, ref bytes)) BeginRecord();
                else if (_record[0] is < ChangeCipherSpec or > ApplicationData) Refuse();
                continue;
            }

            int count = Math.Min(_recordLeft, bytes.Length);
            _recordLeft -= count;
            TakePayload(bytes[..count]);
            bytes = bytes[count..];
        }
    }

    private static bool Fill(byte[] target, ref int filled, ref ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(target.Length - filled, bytes.Length);
        bytes[..count].CopyTo(target.AsSpan(filled));
        bytes = bytes[count..];
        filled += count;
        if (filled < target.Length) return false;

        filled = 0;
        return true;
    }

    private void BeginRecord()
    {
        if (_record[0] is < ChangeCipherSpec or > ApplicationData || _record[1] != MajorVersion) Refuse();
        _recordLeft = (_record[3] << 8) | _record[4];
    }

    private void Refuse()
    {
        IsTls = false;
        _isOver = true;
    }

    private void TakePayload(ReadOnlySpan<byte> bytes)
    {
        switch (_record[0])
        {
            case HandshakeRecord:
                TakeMessages(bytes);
                break;
            case AlertRecord:
                while (Fill(_alert, ref _alertFilled, ref bytes))
                {
                    if (_alert[0] == Fatal) Alert = _alert[1];
                }
                break;
            case ChangeCipherSpec when _helloCame: // without a hello it only pleases middleboxes, after a retry request
                Decide(isResumed: true);
                _isOver = true;
                break;
        }
    }

    private void TakeMessages(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isOver)
        {
            if (_messageLeft > 0)
            {
                int count = Math.Min(_messageLeft, bytes.Length);
                if (_hello is not null) bytes[..count].CopyTo(_hello.AsSpan(_hello.Length - _messageLeft));
                bytes = bytes[count..];
                _messageLeft -= count;
                if (_messageLeft == 0) EndMessage();
            }
            else if (Fill(_message, ref _messageFilled, ref bytes))
            {
                BeginMessage(_message[0], (_message[1] << 16) | (_message[2] << 8) | _message[3]);
                if (_messageLeft == 0) EndMessage();
            }
        }
    }

    private void BeginMessage(byte type, int bytes)
    {
        _messageLeft = bytes;
        if (_helloCame) Decide(isResumed: type == NewSessionTicket);
        AskedForCertificate |= type == CertificateRequest;
        if (type != HelloMessage) return;

        if (bytes > MaxHelloBytes) _isOver = true; // no peer that means well sends that
        else _hello = new byte[bytes];
    }

    private void EndMessage()
    {
        if (_hello is null) return;

        if (!ServerHello.TryParse(_hello, out ServerHello hello))
        {
            _isOver = true;
        }
        else if (!hello.IsRetryRequest)
        {
            _helloCame = true;
            if (hello.IsTls13)
            {
                Decide(hello.HasPreSharedKey);
                _isOver = true; // the rest is encrypted
            }
        }
        _hello = null;
    }

    private void Decide(bool isResumed)
    {
        if (!_isDecided) IsResumed = isResumed;
        _isDecided = true;
    }
}
