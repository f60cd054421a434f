namespace HotPath.Http;

/// <summary>Says after each receive whether what has come is enough.</summary>
internal interface IReceiveJudge<TResult>
{
    /// <returns>False: receive more. Only allowed after <see cref="Received.Bytes"/>.</returns>
    bool TryJudge(Received received, out TResult result);
}
