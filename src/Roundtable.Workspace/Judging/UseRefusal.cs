using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Judging;

/// <summary>That answers may not be used for what they are wanted for, so that they are not asked for.</summary>
/// <param name="Kind"><see cref="ErrorKind.Denied"/> or <see cref="ErrorKind.Unsettled"/>.</param>
/// <param name="Message">Whose answers, why, and who remains.</param>
/// <param name="Rulings">The rulings that it rests on.</param>
public sealed record UseRefusal(ErrorKind Kind, string Message, IReadOnlyList<Ruling> Rulings);
