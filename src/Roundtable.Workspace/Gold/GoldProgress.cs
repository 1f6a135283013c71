using Roundtable.Annotation.Gold;

namespace Roundtable.Workspace.Gold;

/// <summary>How far a sheet is labelled.</summary>
/// <param name="Items">How many items it has.</param>
/// <param name="Labelled">How many have a label.</param>
/// <param name="CannotTell">On how many the answer that counts is "cannot tell".</param>
/// <param name="Agreement">How far two people agree.</param>
public sealed record GoldProgress(int Items, int Labelled, int CannotTell, GoldAgreement Agreement)
{
    /// <summary>How far a sheet is.</summary>
    public static GoldProgress Of(StoredSheet sheet)
    {
        var verdicts = sheet.Gold.Verdicts();
        return new GoldProgress(
            verdicts.Count,
            verdicts.Count(v => v.First is not null || v.Second is not null),
            verdicts.Count(v => v.Answer is { IsCannotTell: true }),
            GoldAgreement.Of(verdicts));
    }
}
