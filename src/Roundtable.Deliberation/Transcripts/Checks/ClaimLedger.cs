namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Every claim of a page as it is looked at, so that none is passed over.</summary>
internal sealed class ClaimLedger
{
    private readonly List<PageClaim> _claims = [];

    /// <summary>The claims, by line.</summary>
    public IReadOnlyList<PageClaim> Claims => [.. _claims.OrderBy(c => c.Line)];

    /// <summary>A claim that the ballots bear out.</summary>
    public void Holds(int line, string text) => _claims.Add(new PageClaim(line, text, null, null));

    /// <summary>A claim that they contradict.</summary>
    public void Wrong(string text, Discrepancy discrepancy) => _claims.Add(new PageClaim(discrepancy.Line, text, discrepancy, null));

    /// <summary>A claim that holds where <paramref name="discrepancy"/> is null.</summary>
    public void Checked(int line, string text, Discrepancy? discrepancy) => _claims.Add(new PageClaim(line, text, discrepancy, null));

    /// <summary>A claim that nothing here can bear out or contradict.</summary>
    public void NotChecked(int line, string text, string why) => _claims.Add(new PageClaim(line, text, null, why));
}
