using System.Text;
using Roundtable.Corpus.Languages;
using Roundtable.Corpus.Matches;

namespace Roundtable.Tests.Corpus.Languages;

/// <summary>The language of a text.</summary>
public sealed class LanguageDetectorTests
{
    [Theory]
    [InlineData("en", "The committee said that it would look at the plan again before the end of the year.")]
    [InlineData("de", "Der Ausschuss hat gesagt, dass er den Plan noch vor dem Ende des Jahres prüfen wird.")]
    [InlineData("fr", "Le comité a dit qu'il examinerait le plan avant la fin de l'année avec les autres.")]
    [InlineData("es", "El comité dijo que iba a revisar el plan antes de que termine el año, pero sin prisa.")]
    [InlineData("pt", "O comitê disse que vai rever o plano antes do fim do ano, mas não com muita pressa.")]
    [InlineData("it", "Il comitato ha detto che il piano è stato rivisto prima della fine dell'anno, ma non tutto.")]
    [InlineData("nl", "De commissie heeft gezegd dat zij het plan voor het einde van het jaar nog een keer bekijkt.")]
    [InlineData("pl", "Komitet powiedział, że sprawdzi plan jeszcze przed końcem roku, ale nie jest to łatwe.")]
    [InlineData("ru", "Комитет сказал, что он ещё раз посмотрит на план до конца года.")]
    [InlineData("uk", "Комітет сказав, що він ще раз перевірить план до кінця року.")]
    [InlineData("zh", "委员会表示将在年底之前重新审查该计划。")]
    [InlineData("ja", "委員会は年末までに計画を見直すと述べました。")]
    [InlineData("ko", "위원회는 연말까지 계획을 다시 검토하겠다고 말했다.")]
    [InlineData("ar", "قالت اللجنة إن الخطة التي كان عليها أن تراجع في هذا العام ما زالت مع الوزير.")]
    [InlineData("hi", "समिति ने कहा कि वह वर्ष के अंत से पहले योजना की समीक्षा करेगी।")]
    [InlineData("el", "Η επιτροπή είπε ότι θα εξετάσει ξανά το σχέδιο πριν από το τέλος του έτους.")]
    [InlineData("und", "x = foo(bar); y[3] += 7")]
    [InlineData("und", "")]
    public void The_language_of_a_sentence_is_told(string language, string text)
    {
        var (bytes, words) = (Encoding.UTF8.GetBytes(text), new WordList());
        Words.Find(bytes, words);
        Assert.Equal(language, LanguageDetector.Of(bytes, words));
    }
}
