// Checks a .tlog-proof with packages that this project did not write: golang.org/x/mod/sumdb/note and tlog, as Debian ships them.
//
//	verify KEY PROOF ENTRY            the entry is in the log
//	verify KEY PROOF ENTRY CHECKPOINT and the older checkpoint is a beginning of it: hashes on standard input, hexadecimal, one a line
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := check(os.Args[1:]); err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
	fmt.Println("ACCEPTED")
}

func check(args []string) error {
	verifier, err := note.NewVerifier(args[0])
	if err != nil {
		return err
	}
	file, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	head, signed, ok := strings.Cut(string(file), "\n\n")
	if !ok {
		return errors.New("no checkpoint")
	}
	lines := strings.Split(head, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return errors.New("not a hash")
		}
		proof = append(proof, tlog.Hash(*(*[tlog.HashSize]byte)(hash)))
	}
	size, root, err := open(signed, verifier)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	if len(args) < 4 {
		return nil
	}
	older, err := os.ReadFile(args[3])
	if err != nil {
		return err
	}
	oldSize, oldRoot, err := open(string(older), verifier)
	if err != nil {
		return err
	}
	var growth tlog.TreeProof
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		hash, err := hex.DecodeString(in.Text())
		if err != nil || len(hash) != tlog.HashSize {
			return errors.New("not a hash")
		}
		growth = append(growth, tlog.Hash(*(*[tlog.HashSize]byte)(hash)))
	}
	return tlog.CheckTree(growth, size, root, oldSize, oldRoot)
}

// open reads a checkpoint that the verifier's key has signed.
func open(signed string, verifier note.Verifier) (int64, tlog.Hash, error) {
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	text := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(text[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(text[2])
	return size, root, err
}
