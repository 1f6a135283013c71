using Roundtable.Deliberation.Comparisons;

namespace Roundtable.Tests.Deliberation.Comparisons;

public sealed class AgreementPhrasesTests
{
    [Theory]
    [InlineData("All models agree that PostgreSQL is best.")]
    [InlineData("Most of the answers recommend it.")]
    [InlineData("There is a clear consensus.")]
    [InlineData("Everybody says so.")]
    [InlineData("Experts agree that it scales.")]
    [InlineData("Three of the four say it is slow.")]
    [InlineData("2 of 3 models favour it.")]
    [InlineData("It is widely accepted.")]
    [InlineData("**All** the *models* say so.")]
    [InlineData("A​ll mod‌els say so.")]
    [InlineData("ＡＬＬ models say so.")]
    [InlineData("This is undisputed.")]
    [InlineData("No one disputes it.")]
    [InlineData("They unanimously prefer it.")]
    [InlineData("Both recommend backups.")]
    [InlineData("The panel recommends it.")]
    [InlineData("Alle Modelle empfehlen PostgreSQL.")]
    [InlineData("Darüber herrscht Einigkeit.")]
    [InlineData("Die meisten Antworten nennen es.")]
    [InlineData("Tous les modèles s'accordent.")]
    [InlineData("C'est l'avis unanime.")]
    [InlineData("La plupart des réponses le disent.")]
    [InlineData("Todos los modelos coinciden.")]
    [InlineData("Hay consenso.")]
    [InlineData("Tutti i modelli concordano.")]
    [InlineData("La maggior parte delle risposte lo dice.")]
    [InlineData("Todos os modelos concordam.")]
    [InlineData("A maioria dos especialistas diz isso.")]
    [InlineData("Alle modellen zijn het eens.")]
    [InlineData("Iedereen zegt dat.")]
    [InlineData("Все модели согласны.")]
    [InlineData("Большинство ответов это подтверждает.")]
    [InlineData("所有模型都认为如此。")]
    [InlineData("这是公认的共识。")]
    [InlineData("すべてのモデルが推奨している。")]
    [InlineData("全員が一致している。")]
    [InlineData("모든 모델이 동의합니다.")]
    [InlineData("의견이 일치합니다.")]
    [InlineData("جميع النماذج تتفق على ذلك.")]
    [InlineData("هناك إجماع على ذلك.")]
    public void What_speaks_of_agreement_is_found(string sentence) => Assert.NotNull(AgreementPhrases.In(sentence));

    [Theory]
    [InlineData("PostgreSQL keeps all tenants in one cluster, and most queries stay fast.")]
    [InlineData("Each tenant has a schema of its own.")]
    [InlineData("Use row-level security on every table, and test it with two accounts.")]
    [InlineData("You can model a tenant as a schema.")]
    [InlineData("Restore one tenant from a backup every month; it takes 15 minutes.")]
    [InlineData("Jeder Mandant bekommt ein eigenes Schema, und alle Tabellen haben Richtlinien.")]
    [InlineData("Chaque client a son propre schéma, et toutes les tables ont des règles.")]
    [InlineData("Cada cliente tiene su esquema y todas las tablas tienen reglas.")]
    [InlineData("Ogni cliente ha uno schema e tutte le tabelle hanno regole.")]
    [InlineData("Cada cliente tem um esquema e todas as tabelas têm regras.")]
    [InlineData("Elke klant krijgt een eigen schema en alle tabellen hebben regels.")]
    [InlineData("У каждого клиента своя схема, и все таблицы защищены.")]
    [InlineData("每个租户都有自己的架构，所有表都有策略。")]
    [InlineData("各テナントは独自のスキーマを持ち、すべての表にポリシーがある。")]
    [InlineData("각 테넌트는 자체 스키마를 가지며 모든 테이블에 정책이 있다.")]
    [InlineData("لكل مستأجر مخطط خاص به، ولكل الجداول سياسات.")]
    public void What_speaks_of_the_matter_is_not(string sentence) => Assert.Null(AgreementPhrases.In(sentence));

    [Fact]
    public void The_list_knows_the_languages_that_it_promises() =>
        Assert.Superset(
            new HashSet<string>(["en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ko", "ar"]), AgreementPhrases.Languages.ToHashSet(StringComparer.Ordinal));
}
