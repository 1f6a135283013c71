namespace Roundtable.Record.Storage;

/// <summary>The journal goes on behind a later checkpoint than the one that was read: to a reader without a lock, a reason to look again.</summary>
/// <param name="damage">What it is if looking again does not help.</param>
internal sealed class JournalMovedException(DamagedLogException damage) : Exception(damage.Message, damage)
{
    public DamagedLogException Damage { get; } = damage;
}
