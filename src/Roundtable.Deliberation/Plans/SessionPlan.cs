using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Deliberation.Plans;

/// <summary>
/// Everything that is decided before the first call. It is written to the log before any answer, so that an interrupted
/// session can be resumed from the log alone.
/// </summary>
/// <param name="Id">The session's id.</param>
/// <param name="Opened">When the session started, in UTC.</param>
/// <param name="Question">The question.</param>
/// <param name="Panel">The seats, by number.</param>
/// <param name="Moderator">The model that groups positions and writes the minutes, or null.</param>
/// <param name="Settings">All other settings.</param>
public sealed record SessionPlan(
    string Id,
    DateTimeOffset Opened,
    Question Question,
    IReadOnlyList<Seat> Panel,
    ModelCard? Moderator,
    SessionSettings Settings);
