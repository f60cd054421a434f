namespace HotPath.Soak.Gateway;

/// <param name="Opened">Streams whose first byte was due to be sent.</param>
/// <param name="Completed">Ended with the terminal event.</param>
/// <param name="Cut">Cut on purpose.</param>
/// <param name="Abandoned">Left by the client before their end.</param>
internal readonly record struct StreamCounts(long Opened, long Completed, long Cut, long Abandoned)
{
    public long Open => Opened - Completed - Cut - Abandoned;
}
