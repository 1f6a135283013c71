using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Deliberation.Plans;

/// <summary>
/// Everything that is decided before the first call. It is on the record before any answer is, so that an interrupted
/// session can be resumed from the log alone.
/// </summary>
/// <param name="Id">The session's id.</param>
/// <param name="Opened">When the session began, in UTC.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Panel">The seats, by number.</param>
/// <param name="Moderator">The model that groups positions and writes the minutes, or null.</param>
/// <param name="Settings">Everything else.</param>
public sealed record SessionPlan(
    string Id,
    DateTimeOffset Opened,
    Question Question,
    IReadOnlyList<Seat> Panel,
    ModelCard? Moderator,
    SessionSettings Settings);
