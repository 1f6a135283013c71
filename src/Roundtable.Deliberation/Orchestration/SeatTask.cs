using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>What a seat is asked in a phase, and how its answer is read.</summary>
/// <typeparam name="T">What is read from it.</typeparam>
/// <param name="Seat">The seat.</param>
/// <param name="Call">The first call; its name ends with <c>.a0</c>.</param>
internal sealed record SeatTask<T>(Seat Seat, FullCall Call)
    where T : class
{
    /// <summary>Reads an answer; the second argument is the raw text of a first one that this one repairs, or null.</summary>
    public required Func<RecordedAnswer, string?, T> Read { get; init; }

    /// <summary>The message that asks for a repair of what was read; null where it needs none. Null for a task without repairs.</summary>
    public Func<T, string?>? Repair { get; init; }

    /// <summary>The event that tells of what was read.</summary>
    public required Func<T, SessionEvent> Event { get; init; }

    /// <summary>Creates the listener to one answer; null where none is wanted.</summary>
    public Func<IProgress<AnswerPart>>? Listener { get; init; }
}
