namespace HotPath.Soak.Distributed;

/// <summary>A worker of a Locust master, for as long as one of the two wants it.</summary>
internal sealed class LocustWorker : IMasterReports
{
    public LocustWorker(WorkerAddress master, string nodeId, Func<IMasterReports, IMasterOrders> orders, TimeProvider time, Action<string>? say = null) =>
        throw new NotImplementedException();

    public int? Index => throw new NotImplementedException();

    public Task<WorkerEnd> RunAsync(CancellationToken stop) => throw new NotImplementedException();

    public void Send(LocustStatistics statistics) => throw new NotImplementedException();

    public void SendFile(WorkerFilePart part) => throw new NotImplementedException();

    public void SendProblem(string message, string detail) => throw new NotImplementedException();
}
