package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies Ed25519 cosignatures (tlog-cosignature), which sumdb does not know.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
	last uint64
}

func newCosigner(text string) *cosigner {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		fatal(fmt.Errorf("%q is no key", text))
	}
	id, err := strconv.ParseUint(parts[1], 16, 32)
	fatal(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	fatal(err)
	if len(key) != 33 || key[0] != 4 {
		fatal(fmt.Errorf("%q is no Ed25519 cosignature key", text))
	}
	return &cosigner{name: parts[0], id: uint32(id), key: key[1:]}
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.id }

func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	c.last = binary.BigEndian.Uint64(signature)
	return ed25519.Verify(c.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", c.last, text)), signature[8:])
}

// history is a log in memory that only the checks know.
type history struct {
	signer note.Signer
	hashes []tlog.Hash
}

func newHistory(signer note.Signer, mark string, size int64) *history {
	h := &history{signer: signer}
	for n := int64(0); n < size; n++ {
		stored, err := tlog.StoredHashes(n, []byte(fmt.Sprint(mark, n)), h)
		fatal(err)
		h.hashes = append(h.hashes, stored...)
	}
	return h
}

func (h *history) ReadHashes(indexes []int64) (all []tlog.Hash, err error) {
	for _, index := range indexes {
		all = append(all, h.hashes[index])
	}
	return all, nil
}

func (h *history) checkpoint(size int64) string {
	root := tlog.Hash{0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
		0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55}
	if size > 0 {
		var err error
		root, err = tlog.TreeHash(size, h)
		fatal(err)
	}
	return h.sign(fmt.Sprintf("%s\n%d\n%s\n", h.signer.Name(), size, root))
}

func (h *history) sign(text string) string {
	signed, err := note.Sign(&note.Note{Text: text}, h.signer)
	fatal(err)
	return string(signed)
}

// proof is the proof lines from one size to another.
func (h *history) proof(old, size int64) (lines string) {
	if old == 0 || old == size {
		return ""
	}
	proof, err := tlog.ProveTree(size, old, h)
	fatal(err)
	for _, hash := range proof {
		lines += hash.String() + "\n"
	}
	return lines
}

func body(old int64, proof, checkpoint string) []byte {
	return []byte(fmt.Sprintf("old %d\n%s\n%s", old, proof, checkpoint))
}

func checkWitness(prefix, key, secret string) {
	signer, err := note.NewSigner(secret)
	fatal(err)
	witness := newCosigner(key)
	log, fork := newHistory(signer, "entry ", 600), newHistory(signer, "another entry ", 600)
	add := func(request []byte) response { return do(http.MethodPost, prefix+"/add-checkpoint", request) }
	refused := func(what string, status int, request []byte) {
		got := add(request)
		check(what+fmt.Sprintf(" is answered with %d", status), got.status == status, "status %d: %s", got.status, got.body)
	}
	cosigned := func(what string, old, size int64) string {
		checkpoint := log.checkpoint(size)
		got := add(body(old, log.proof(old, size), checkpoint))
		if !check(what+" is cosigned", got.status == http.StatusOK, "status %d: %s", got.status, got.body) {
			return ""
		}
		_, err := note.Open([]byte(checkpoint+string(got.body)), note.VerifierList(witness))
		check(what+": the cosignature is valid, and of now", err == nil && time.Since(time.Unix(int64(witness.last), 0)).Abs() < time.Hour, "%v, time %d", err, witness.last)
		check(what+": the answer is signature lines alone", strings.HasPrefix(string(got.body), "— ") && strings.HasSuffix(string(got.body), "\n"), "%q", got.body)
		return string(got.body)
	}
	conflict := func(what string, known int64, request []byte) {
		got := add(request)
		check(what+" is a conflict that tells the size", got.status == http.StatusConflict && got.media() == "text/x.tlog.size" && string(got.body) == fmt.Sprintf("%d\n", known),
			"status %d, %q, %q", got.status, got.media(), got.body)
	}

	strangerSecret, _, err := note.GenerateKey(zeros{}, "stranger.example/log")
	fatal(err)
	stranger, err := note.NewSigner(strangerSecret)
	fatal(err)
	forgerSecret, _, err := note.GenerateKey(zeros{}, signer.Name())
	fatal(err)
	forger, err := note.NewSigner(forgerSecret)
	fatal(err)
	refused("an unknown log", 404, body(0, "", newHistory(stranger, "x", 5).checkpoint(5)))
	refused("a stranger's signature", 403, body(0, "", newHistory(forger, "x", 5).checkpoint(5)))
	broken := strings.TrimRight(log.checkpoint(5), "\n")
	last := len(broken) - 3
	flipped := broken[:last] + map[bool]string{true: "B", false: "A"}[broken[last] == 'A'] + broken[last+1:] + "\n"
	refused("a signature that does not verify", 403, body(0, "", flipped))
	refused("an old size above the size", 400, body(9, "", log.checkpoint(5)))
	for _, malformed := range []string{
		"", "old 0\n", "old 00\n\n" + log.checkpoint(5), "old -1\n\n" + log.checkpoint(5), "old  0\n\n" + log.checkpoint(5), "0\n\n" + log.checkpoint(5),
		"old 0\n" + log.checkpoint(5), "old 0\nAA==\n\n" + log.checkpoint(5), "old 0\n" + strings.Repeat(tlog.Hash{}.String()+"\n", 64) + "\n" + log.checkpoint(5),
	} {
		what := malformed
		if len(what) > 20 {
			what = what[:20]
		}
		refused(fmt.Sprintf("the malformed request %q…", what), 400, []byte(malformed))
	}
	refused("a checkpoint of size 0 with another root", 422, body(0, "", log.sign(fmt.Sprintf("%s\n0\n%s\n", signer.Name(), tlog.Hash{1}))))
	conflict("a first old size that is not 0", 0, body(3, log.proof(3, 5), log.checkpoint(5)))
	refused("a proof from size 0 that is not empty", 422, body(0, tlog.Hash{}.String()+"\n", log.checkpoint(5)))

	cosigned("a checkpoint of size 0", 0, 0)
	cosigned("the first checkpoint", 0, 5)
	cosigned("the same checkpoint", 5, 5)
	conflict("an old size of 0 later", 5, body(0, "", log.checkpoint(300)))
	conflict("an old size that is too small", 5, body(4, log.proof(4, 300), log.checkpoint(300)))
	refused("the same size with another root", 422, body(5, "", fork.checkpoint(5)))
	refused("a checkpoint of another history", 422, body(5, fork.proof(5, 300), fork.checkpoint(300)))
	refused("a missing proof", 422, body(5, "", log.checkpoint(300)))
	refused("a proof of something else", 422, body(5, log.proof(6, 300), log.checkpoint(300)))
	lines := cosigned("a checkpoint that goes on", 5, 300)
	cosigned("one more", 300, 600)

	extended := do(http.MethodPost, prefix+"/add-checkpoint", body(600, "", log.sign(strings.Split(log.checkpoint(600), "\n\n")[0]+"\nan extension line\n")))
	check("extension lines are part of the cosigned text, or refused", extended.status == 200 || extended.status == 400, "status %d: %s", extended.status, extended.body)
	many := log.checkpoint(600)
	for n := 0; n < 60; n++ {
		many += fmt.Sprintf("— junk.example/%d %s\n", n, base64.StdEncoding.EncodeToString(make([]byte, 72)))
	}
	got := add(body(600, "", many))
	check("unknown signatures are ignored", got.status == http.StatusOK, "status %d: %s", got.status, got.body)
	check("and do no harm afterwards", add(body(600, "", log.checkpoint(600))).status == http.StatusOK, "the next request is refused")
	check("GET of add-checkpoint is not served", get(prefix, "add-checkpoint").status >= 400, "it is")
	checkMonitoring(prefix, signer, witness, lines)
}

// checkMonitoring checks the retrieval of the last checkpoint, which a witness SHOULD have.
func checkMonitoring(prefix string, log note.Signer, witness *cosigner, lines string) {
	served := get(prefix, originHash(log.Name())+"/checkpoint")
	if served.status == http.StatusNotFound {
		fmt.Println("   the last checkpoint is not served at this address (a witness may have another for it)")
		return
	}
	_, err := note.Open(served.body, note.VerifierList(witness))
	check("the last checkpoint is served with the cosignature", served.status == http.StatusOK && err == nil, "status %d, %v", served.status, err)
	check("a log never seen has none", get(prefix, originHash("nobody.example")+"/checkpoint").status == http.StatusNotFound, "it has")
	_ = lines
}

// zeros is no randomness: keys of strangers need none.
type zeros struct{}

func (zeros) Read(into []byte) (int, error) { return len(into), nil }
