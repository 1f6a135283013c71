using Roundtable.Terms.Rulings;

namespace Roundtable.Judging;

/// <summary>That answers may not be used for what they are wanted for, so that they are not asked for.</summary>
/// <param name="ExitCode">Whether it is denied or not known.</param>
/// <param name="Message">Whose answers, why, and who remains.</param>
/// <param name="Rulings">The rulings that it rests on.</param>
internal sealed record UseRefusal(int ExitCode, string Message, IReadOnlyList<Ruling> Rulings);
