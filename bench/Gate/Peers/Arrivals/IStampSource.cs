using System.IO.Pipelines;

namespace HotPath.Gate.Peers.Arrivals;

/// <summary>One reader's way to the server: one stream at a time.</summary>
internal interface IStampSource : IDisposable
{
    /// <returns>The body of a new answer; null where there is none.</returns>
    Task<PipeReader?> OpenAsync(CancellationToken cancellationToken);
}
