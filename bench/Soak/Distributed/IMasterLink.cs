namespace HotPath.Soak.Distributed;

/// <summary>One connection to a master, from when both sides know each other until it is lost. One caller sends, another may receive.</summary>
internal interface IMasterLink : IAsyncDisposable
{
    /// <param name="message">Borrowed until this returns.</param>
    /// <returns>Null, or why nothing can be sent any more.</returns>
    ValueTask<string?> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    ValueTask<LinkRead> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Nothing more will be sent. The other side closes the connection when it has taken all that was: a link that is disposed earlier may take it away.</summary>
    void EndSending();
}

/// <param name="Message">Not borrowed.</param>
/// <param name="Problem">Why nothing can be received any more; null: there is a message.</param>
internal readonly record struct LinkRead(ReadOnlyMemory<byte> Message, string? Problem);

/// <param name="Link">Null: there is none.</param>
/// <param name="Problem">Why.</param>
internal readonly record struct LinkOpening(IMasterLink? Link, string? Problem);
