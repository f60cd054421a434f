namespace HotPath.Analysis.Results;

/// <summary>Makes one interval of several that were recorded at the same time, each by a generator of its own: figures as <see cref="ConcurrentJoin"/> has them.</summary>
internal static class ConcurrentIntervals
{
    /// <summary>Gives an interval its place on a common axis, and its rates the length that it has there.</summary>
    public static IntervalResult Placed(IntervalResult interval, double startSeconds, double lengthSeconds)
    {
        double share = interval.LengthSeconds / lengthSeconds;
        return interval with
        {
            StartSeconds = startSeconds,
            LengthSeconds = lengthSeconds,
            Requests = interval.Requests with { RatePerSecond = interval.Requests.RatePerSecond * share },
            Streams = interval.Streams with { TokensPerSecond = interval.Streams.TokensPerSecond * share },
        };
    }

    // Both have the same place and length. "isSameGateway": whether both loaded one gateway.
    public static IntervalResult Of(IntervalResult one, IntervalResult other, bool isSameGateway)
    {
        JoinWeights time = new(one.LengthSeconds, other.LengthSeconds) { Whole = one.LengthSeconds };
        return one with
        {
            Requests = IntervalJoin.Requests(one.Requests, other.Requests, time, new JoinWeights(IntervalJoin.EndedIn(one), IntervalJoin.EndedIn(other))),
            Streams = ConcurrentJoin.Streams(one.Streams, other.Streams, time),
            OpenStreams = one.OpenStreams + other.OpenStreams,
            OpenConnections = one.OpenConnections + other.OpenConnections,
            Connections = IntervalJoin.Connections(one.Connections, other.Connections) with
            {
                Idle = one.Connections.Idle + other.Connections.Idle,
                Waiting = one.Connections.Waiting + other.Connections.Waiting,
            },
            Latency = LatencyJoin.Of(one.Latency, other.Latency),
            Generator = ProcessJoin.Of(one.Generator, other.Generator),
            Gateway = GatewayJoin.Of(one.Gateway, other.Gateway, isSameGateway),
            Watched = null,
        };
    }
}
