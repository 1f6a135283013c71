using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>An answer that is on record already.</summary>
/// <param name="Answer">It, with its receipt.</param>
/// <param name="IsOwn">Whether it is the answer to this very call of this run, recorded before the run was interrupted.</param>
/// <param name="Milliseconds">How long the call took.</param>
public sealed record RecalledAnswer(RecordedAnswer Answer, bool IsOwn, long Milliseconds);

/// <summary>Finds the answer to a call that was made before and may be used again; null where there is none.</summary>
/// <param name="call">The call.</param>
/// <param name="cancellation">Gives up.</param>
public delegate ValueTask<RecalledAnswer?> AnswerRecall(SeatCall call, CancellationToken cancellation);

/// <summary>Is told of every answer that was asked for, so that it is found again.</summary>
/// <param name="call">The call.</param>
/// <param name="answer">Its answer.</param>
public delegate void AnswerMemory(SeatCall call, RecordedAnswer answer);
